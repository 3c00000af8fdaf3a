// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Run once in every new engine, before any expression: adds the few functions that the engine is too old for, takes away
// clock, chance and what makes code from text, and freezes everything. Gives the helpers that the C++ side calls.
(function (global, allowed) {
    "use strict";

    const hide = (object, name, value) =>
        Object.defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });

    const flatten = (list, depth, out) => {
        for (let i = 0; i < list.length; ++i) {
            if (Array.isArray(list[i]) && depth > 0)
                flatten(list[i], depth - 1, out);
            else if (i in list)
                out.push(list[i]);
        }
        return out;
    };
    hide(Array.prototype, "flat", function flat(depth) {
        return flatten(this, depth === undefined ? 1 : Number(depth), []);
    });
    hide(Array.prototype, "flatMap", function flatMap(callback, self) {
        return flatten(Array.prototype.map.call(this, callback, self), 1, []);
    });
    hide(Object, "fromEntries", function fromEntries(entries) {
        const out = {};
        for (const entry of entries)
            Object.defineProperty(out, entry[0], { value: entry[1], writable: true, enumerable: true, configurable: true });
        return out;
    });
    hide(String.prototype, "replaceAll", function replaceAll(what, by) {
        if (what instanceof RegExp) {
            if (!what.global)
                throw new TypeError("replaceAll needs a pattern with the flag g");
            return this.replace(what, by);
        }
        const text = String(this);
        const searched = String(what);
        const parts = [];
        let from = 0;
        for (let at = text.indexOf(searched); at >= 0; at = at < text.length ? text.indexOf(searched, at + Math.max(1, searched.length)) : -1) {
            parts.push(text.slice(from, at), typeof by === "function" ? String(by(searched, at, text)) : String(by).replace(/\$\$/g, "$"));
            from = at + searched.length;
        }
        return parts.join("") + text.slice(from);
    });

    // No clock and no chance: the same task gives the same value whenever and wherever it is evaluated.
    const NativeDate = Date;
    const noClock = () => { throw new Error("an expression has no clock; pass a time in as a parameter"); };
    const PureDate = function Date(...parts) {
        if (new.target === undefined || parts.length === 0)
            noClock();
        return new NativeDate(...parts);
    };
    hide(PureDate, "parse", NativeDate.parse);
    hide(PureDate, "UTC", NativeDate.UTC);
    hide(PureDate, "now", noClock);
    PureDate.prototype = NativeDate.prototype;
    hide(NativeDate.prototype, "constructor", PureDate);
    hide(global, "Date", PureDate);
    hide(Math, "random", () => { throw new Error("an expression has no chance; the same input must always give the same value"); });

    // No code from text: it could say what the check of the source has not seen.
    const noCode = function () { throw new Error("an expression cannot make code from text"); };
    for (const maker of [function () {}, function* () {}])
        hide(Object.getPrototypeOf(maker), "constructor", noCode);

    // The engine's push and sort write into frozen lists.
    for (const name of ["push", "sort"]) {
        const native = Array.prototype[name];
        const guarded = {
            [name](...args) {
                if (Object.isFrozen(this))
                    throw new TypeError("this list is read-only");
                return native.apply(this, args);
            },
        }[name];
        hide(Array.prototype, name, guarded);
    }

    // What the last match was would be told to the next evaluation.
    for (const name of Object.getOwnPropertyNames(RegExp))
        if (!["prototype", "length", "name"].includes(name))
            delete RegExp[name];
    for (const name of Object.getOwnPropertyNames(global))
        if (!allowed.includes(name))
            delete global[name];

    const seen = new Set();
    const freezeAll = root => {
        const open = [root];
        while (open.length > 0) {
            const object = open.pop();
            if ((typeof object !== "object" && typeof object !== "function") || object === null || seen.has(object))
                continue;
            seen.add(object);
            open.push(Object.getPrototypeOf(object));
            for (const key of Object.getOwnPropertyNames(object).concat(Object.getOwnPropertySymbols(object))) {
                const property = Object.getOwnPropertyDescriptor(object, key);
                if (property !== undefined)
                    open.push(property.value, property.get, property.set);
            }
            if (object !== global)
                Object.freeze(object);
        }
    };
    const samples = [[][Symbol.iterator](), new Map().entries(), new Set().entries(), ""[Symbol.iterator](), (function* () {})(),
        function* () {}, () => 0, /x/, (function () { return arguments; })()];
    freezeAll(global);
    freezeAll(noCode);
    samples.forEach(freezeAll);

    const { freeze, keys, getPrototypeOf, isFrozen } = Object;
    const state = { threw: false };
    const kindOf = Object.prototype.toString;
    const toIso = NativeDate.prototype.toISOString;
    const apply = Reflect.apply;
    freeze(global);
    return {
        freeze,
        keys,
        state,
        /// What the function gives, or what it threw; `state` tells which.
        run: (expression, ...values) => {
            state.threw = false;
            try {
                return expression(...values);
            } catch (error) {
                state.threw = true;
                return error;
            }
        },
        /// "" for a plain object, the text of a date after "=", else the name of what it is.
        describe: value => {
            const prototype = getPrototypeOf(value);
            if (value instanceof NativeDate)
                return "=" + apply(toIso, value, []);
            const name = apply(kindOf, value, []).slice(8, -1);
            return name === "Object" || prototype === null ? "" : name;
        },
        frozen: [isFrozen(global), isFrozen(Array.prototype), isFrozen(Object.prototype)],
        left: Object.getOwnPropertyNames(global).filter(name => !allowed.includes(name)),
    };
})
