// Copies the page into dist/, and the SDK from npm as one script for a plain script tag.
// npm's UMD file leaves out the libraries that it uses; they are put before it, each file unchanged.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const modules = {
  long: 'long/umd/index.js',
  localforage: 'localforage/dist/localforage.js',
  'pako/lib/deflate.js': 'pako/dist/pako_deflate.js',
  'protobufjs/minimal': 'protobufjs/dist/minimal/protobuf.js',
  'zego-express-logger': 'zego-express-logger/ZegoExpressLogger.js',
  'zego-express-engine-webrtm': 'zego-express-engine-webrtm/ZegoExpressWebRTM.js',
  'zego-express-engine-webrtc': 'zego-express-engine-webrtc/ZegoExpressWebRTC.js',
};

const here = (path) => new URL(path, import.meta.url);

await rm(here('dist'), { recursive: true, force: true });
await mkdir(here('dist'));
await cp(here('src'), here('dist'), { recursive: true });

const parts = [
  '(function (loaded) {',
  'function require(name) { return loaded[name]; }',
  'var define, module;',
];
for (const [name, file] of Object.entries(modules)) {
  const source = await readFile(here(`node_modules/${file}`), 'utf8');
  parts.push(
    'module = { exports: {} };',
    `(function (module, exports) {\n${source}\n})(module, module.exports);`,
    `loaded[${JSON.stringify(name)}] = module.exports;`,
  );
}
parts.push("Object.assign(window, loaded['zego-express-engine-webrtc']);", '})({});');
await writeFile(here('dist/ZegoExpressWebRTC-3.5.0.js'), parts.join('\n'));
