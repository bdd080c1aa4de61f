/**
 * An engine written as the SDK's compiler writes it: ES5, its methods assigned to prototypes one by one, `loginRoom` inherited
 * and `switchRoom` overridden, an inner part with method names of its own, and listeners kept and dropped as the SDK does. A
 * page's script can begin with it.
 */
export const MADE_UP_SDK = `
var MadeUp = (function () {
  'use strict';
  function extend(child, parent) {
    function Between() { this.constructor = child; }
    child.prototype = (Between.prototype = parent.prototype, new Between());
  }

  function Publisher() {}
  Publisher.prototype.startPublishingStream = function (stream) { return stream !== 'taken'; };
  Publisher.prototype.stopPublishingStream = function () { return true; };

  function Rooms() {}
  Rooms.prototype.loginRoom = function (room, token, user) {
    if (room === 'shut') throw new Error('engine is destroyed');
    return room === 'full' ? Promise.reject({ code: 1002034, msg: 'room is full' }) : Promise.resolve(user);
  };
  Rooms.prototype.switchRoom = function (from, to) {
    return to === 'full' ? Promise.reject({ code: 1002034, msg: 'room is full' }) : Promise.resolve(true);
  };
  Rooms.prototype.renewToken = function () { return true; };

  var Engine = (function (parent) {
    extend(Engine, parent);
    function Engine() {
      this.listeners = {};
      this.publisher = new Publisher();
    }
    Engine.prototype.getVersion = function () { return '0.0.7'; };
    Engine.prototype.on = function (event, listener) {
      var list = (this.listeners[event] = this.listeners[event] || []);
      if (list.indexOf(listener) === -1) list.push(listener);
      return true;
    };
    Engine.prototype.off = function (event, listener) {
      this.listeners[event] = listener
        ? (this.listeners[event] || []).filter(function (each) { return each !== listener; })
        : [];
      return true;
    };
    Engine.prototype.startPublishingStream = function (stream) { return this.publisher.startPublishingStream(stream); };
    Engine.prototype.switchRoom = function (from, to) { return parent.prototype.switchRoom.call(this, from, to); };
    Engine.prototype.startPlayingStream = function (stream) { return Promise.resolve(this.streams[stream]); };
    Engine.prototype.setEngineConfig = function () {};
    Engine.prototype.destroyEngine = function () { this.listeners = {}; };
    Engine.prototype.emit = function (event) {
      var args = [].slice.call(arguments, 1);
      (this.listeners[event] || []).slice().forEach(function (listener) { listener.apply(null, args); });
    };
    return Engine;
  })(Rooms);
  return { Engine: Engine };
})();
`;
