import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const REQUIRE = /\brequire\(["']([^"']+)["']\)/g;
/** A UMD bundle says what it needs before anything else. */
const HEAD_LENGTH = 1_000;

/** A UMD bundle as a page without a bundler has it: first what it needs, as globals, then itself. */
export function scriptTags(packageFolder: string, file: string): readonly [string, string] {
  const bundle = join(packageFolder, file);
  const code = readFileSync(bundle, 'utf8');
  const modules = new Map<string, string>();

  /** Puts a module and all that it requires into the table; gives its key. */
  function add(name: string, from: string): string | undefined {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      // Bundles of bundles name what they hold themselves.
      return undefined;
    }
    if (modules.has(path)) return path;
    const source = readFileSync(path, 'utf8');
    modules.set(path, '');
    const keys = Object.fromEntries(namesIn(source).map((each) => [each, add(each, path)]));
    modules.set(path, `[function (require, module, exports) {\n${source}\n}, ${JSON.stringify(keys)}]`);
    return path;
  }

  const globals = Object.fromEntries(
    namesIn(code.slice(0, HEAD_LENGTH)).map((name) => [name, add(name, bundle)]),
  );
  const table = [...modules].map(([path, entry]) => `${JSON.stringify(path)}: ${entry}`).join(',\n');
  const loader = `(function (table, globals) {
    var loaded = {};
    function load(path) {
      if (loaded[path]) return loaded[path].exports;
      var module = (loaded[path] = { exports: {} }), keys = table[path][1];
      table[path][0].call(module.exports, function (name) { return load(keys[name]); }, module, module.exports);
      return module.exports;
    }
    for (var name in globals) window[name] = load(globals[name]);
  })({${table}}, ${JSON.stringify(globals)});`;
  return [loader, code];
}

function namesIn(source: string): string[] {
  return [...new Set([...source.matchAll(REQUIRE)].map(([, name = '']) => name))];
}
