import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { planRound, SOAK_FAULTS } from '../../proof/soak/plan.ts';

const anySeed = fc.nat({ max: 100_000 });
const anyRound = fc.nat({ max: 1_000 });
const someSeeds = Array.from({ length: 200 }, (_, seed) => seed);

test.describe('the plan of a soak', () => {
  test('is the same for the same seed and round', () => {
    fc.assert(
      fc.property(anySeed, anyRound, (seed, round) => {
        expect(planRound(seed, round, 3)).toEqual(planRound(seed, round, 3));
      }),
    );
  });

  test('is another for another seed, and for another round', () => {
    const plans = (of: (n: number) => unknown) => new Set(someSeeds.map((n) => JSON.stringify(of(n)))).size;
    expect(plans((seed) => planRound(seed, 0, 3))).toBeGreaterThan(190);
    expect(plans((round) => planRound(1, round, 3))).toBeGreaterThan(190);
  });

  test('is in the order of time; every outage begins once and ends once after that, before R is near', () => {
    fc.assert(
      fc.property(anySeed, anyRound, (seed, round) => {
        const plan = planRound(seed, round, 3);
        expect(plan.length).toBeGreaterThan(0);
        expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).sort((a, b) => a - b));
        for (const outage of new Set(plan.map((step) => step.outage))) {
          const steps = plan.filter((step) => step.outage === outage);
          expect(steps.map(({ what }) => what)).toEqual(['begin', 'end']);
          expect(steps[0]?.who).toBeLessThan(3);
        }
        expect(plan.at(-1)?.atMs).toBeLessThan(150_000);
      }),
    );
  });

  test('draws every fault and every person, and ends them in any order', () => {
    const plans = someSeeds.map((seed) => planRound(seed, 0, 3));
    const steps = plans.flat();
    expect(new Set(steps.map(({ fault }) => fault))).toEqual(new Set(SOAK_FAULTS));
    expect(new Set(steps.map(({ who }) => who))).toEqual(new Set([0, 1, 2]));
    const endsInOrder = plans.filter((plan) => {
      const order = (what: string) =>
        plan
          .filter((step) => step.what === what)
          .map(({ outage }) => outage)
          .join();
      return order('begin') === order('end');
    });
    expect(endsInOrder.length).toBeLessThan(150);
    expect(steps.some(({ atMs }) => atMs > 100_000)).toBe(true);
  });
});
