export const id = 1854;
export const ids = [1854];
export const modules = {

/***/ 2524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CG: () => (/* binding */ fileText),
/* harmony export */   CM: () => (/* binding */ lineStartAt),
/* harmony export */   fT: () => (/* binding */ lineEndAt),
/* harmony export */   t$: () => (/* binding */ positionAt)
/* harmony export */ });
/** Indexes the lines of a text. Lines end in LF or CRLF. */
function fileText(file, text) {
    const lineStarts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
        lineStarts.push(at + 1);
    return { file, text, lineStarts, newline: text.includes("\r\n") ? "\r\n" : "\n" };
}
/** Line and column (both from 1) of an offset; offsets outside the text are clamped. */
function positionAt(source, offset) {
    const { lineStarts, text } = source;
    const at = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lineStarts[middle] ?? 0) <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return { line: low + 1, column: at - (lineStarts[low] ?? 0) + 1 };
}
/** Offset of the first character of the line that holds `offset`. */
function lineStartAt(source, offset) {
    return source.lineStarts[positionAt(source, offset).line - 1] ?? 0;
}
/** Offset just before the line ending of the line that holds `offset`. */
function lineEndAt(source, offset) {
    const next = source.text.indexOf("\n", offset);
    const end = next === -1 ? source.text.length : next;
    return end > 0 && source.text[end - 1] === "\r" ? end - 1 : end;
}


/***/ }),

/***/ 663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AA: () => (/* binding */ wholeFile),
/* harmony export */   Bq: () => (/* binding */ trim),
/* harmony export */   CV: () => (/* binding */ mapped),
/* harmony export */   CX: () => (/* binding */ derive),
/* harmony export */   D_: () => (/* binding */ identity),
/* harmony export */   Mo: () => (/* binding */ offsetsAt),
/* harmony export */   ay: () => (/* binding */ carriedBy),
/* harmony export */   be: () => (/* binding */ rangeOf),
/* harmony export */   df: () => (/* binding */ positionOf),
/* harmony export */   di: () => (/* binding */ slice),
/* harmony export */   ph: () => (/* binding */ memo),
/* harmony export */   vz: () => (/* binding */ sourceOf),
/* harmony export */   xW: () => (/* binding */ concat)
/* harmony export */ });
/* unused harmony export offsetNear */
/* harmony import */ var _file_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2524);

/** A text that is one run of one source. */
function mapped(text, source) {
    return { text, pieces: [{ source, from: 0, length: text.length }] };
}
/** The whole text of a file. */
function wholeFile(file) {
    return mapped(file.text, {
        file,
        spans: memo(() => identity(file.text.length, 0)),
        layers: [],
        aliased: false,
        offset: 0,
    });
}
/** Spans of `length` characters that stand in the file as they are. */
function identity(length, offset) {
    const start = new Int32Array(length);
    const end = new Int32Array(length);
    for (let i = 0; i < length; i++) {
        start[i] = offset + i;
        end[i] = offset + i + 1;
    }
    return { start, end };
}
/** Runs `compute` once, at the first call. */
function memo(compute) {
    let done;
    return () => (done ??= { value: compute() }).value;
}
/** Units `from` … `to` of a mapped text. */
function slice(mappedText, from, to) {
    const pieces = [];
    let at = 0;
    for (const piece of mappedText.pieces) {
        const begin = Math.max(from, at);
        const stop = Math.min(to, at + piece.length);
        if (begin < stop)
            pieces.push({ source: piece.source, from: piece.from + begin - at, length: stop - begin });
        at += piece.length;
    }
    return { text: mappedText.text.slice(from, to), pieces };
}
/** Mapped texts one after the other. */
function concat(texts) {
    if (texts.length === 1 && texts[0])
        return texts[0];
    return { text: texts.map((t) => t.text).join(""), pieces: texts.flatMap((t) => t.pieces) };
}
/** The text without blanks at its ends. */
function trim(mappedText) {
    const { text } = mappedText;
    const from = text.length - text.trimStart().length;
    return slice(mappedText, from, Math.max(from, text.trimEnd().length));
}
/** The same text, said to have been carried by a variable or a ConfigMap. */
function carriedBy(mappedText, via) {
    return {
        text: mappedText.text,
        pieces: mappedText.pieces.map((piece) => ({ ...piece, source: { ...piece.source, via } })),
    };
}
/**
 * A text whose unit `i` was written as units `starts[i]` … `ends[i]` of `outer` (its escapes undone),
 * with one more layer of quoting than `outer`.
 */
function derive(outer, text, starts, ends, layer) {
    const pieces = [];
    let run = 0;
    let current = -1;
    for (let i = 0; i < text.length; i++) {
        const unit = starts[i] ?? -1;
        const here = unit < 0 ? current : pieceIndex(outer, unit);
        if (current !== -1 && here !== current) {
            pushDerived(pieces, outer, starts, ends, run, i, current, layer);
            run = i;
        }
        current = here;
    }
    if (run < text.length)
        pushDerived(pieces, outer, starts, ends, run, text.length, Math.max(0, current), layer);
    return { text, pieces };
}
function pushDerived(pieces, outer, starts, ends, from, to, index, layer) {
    const first = outer.pieces[index];
    if (!first)
        return;
    const source = {
        ...first.source,
        layers: layer === undefined ? first.source.layers : [...first.source.layers, layer],
        spans: memo(() => {
            const start = new Int32Array(to - from).fill(-1);
            const end = start.slice();
            for (let i = from; i < to; i++) {
                const a = starts[i] ?? -1;
                const b = ends[i] ?? -1;
                if (a < 0 || b <= a)
                    continue;
                start[i - from] = offsetsAt(outer, a)?.start ?? -1;
                end[i - from] = offsetsAt(outer, b - 1)?.end ?? -1;
            }
            return { start, end };
        }),
    };
    pieces.push({ source, from: 0, length: to - from });
}
function pieceIndex(mappedText, unit) {
    if (mappedText.pieces.length <= 1)
        return 0;
    let at = 0;
    for (let i = 0; i < mappedText.pieces.length; i++) {
        at += mappedText.pieces[i]?.length ?? 0;
        if (unit < at)
            return i;
    }
    return mappedText.pieces.length - 1;
}
/** File offsets of one unit, or undefined for a blank without a place. */
function offsetsAt(mappedText, unit) {
    let at = 0;
    for (const piece of mappedText.pieces) {
        if (unit < at + piece.length) {
            const spans = piece.source.spans();
            const index = piece.from + unit - at;
            const start = spans?.start[index] ?? -1;
            const end = spans?.end[index] ?? -1;
            return start < 0 || end < 0 ? undefined : { start, end };
        }
        at += piece.length;
    }
    return undefined;
}
/** The characters' place in the file, when they stand together there and begin and end with a mapped character. */
function rangeOf(mappedText) {
    if (mappedText.pieces.length !== 1 || mappedText.text.length === 0)
        return undefined;
    const start = offsetsAt(mappedText, 0)?.start;
    const end = offsetsAt(mappedText, mappedText.text.length - 1)?.end;
    return start === undefined || end === undefined || end < start ? undefined : { start, end };
}
/** The source that a text came from; of several, the first. */
function sourceOf(mappedText) {
    return mappedText.pieces[0]?.source;
}
/** File offset where the text begins, as exactly as is known; searches on from `unit` for a mapped character. */
function offsetNear(mappedText, unit = 0) {
    for (let i = unit; i < mappedText.text.length && i < unit + 200; i++) {
        const found = offsetsAt(mappedText, i);
        if (found)
            return found.start;
    }
    return sourceOf(mappedText)?.offset ?? 0;
}
/** Line and column where the text begins. */
function positionOf(mappedText, unit = 0) {
    const source = sourceOf(mappedText);
    return source ? (0,_file_text_js__WEBPACK_IMPORTED_MODULE_0__/* .positionAt */ .t$)(source.file, offsetNear(mappedText, unit)) : { line: 1, column: 1 };
}


/***/ }),

/***/ 1619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  at: () => (/* binding */ at),
  jf: () => (/* binding */ child),
  OH: () => (/* binding */ cursorAt),
  jO: () => (/* binding */ entries),
  VJ: () => (/* binding */ isListCursor),
  zC: () => (/* binding */ isMapCursor),
  ld: () => (/* binding */ items),
  xT: () => (/* binding */ keyName),
  b4: () => (/* binding */ offsetOf),
  bX: () => (/* binding */ stringAt),
  $6: () => (/* binding */ textAt)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/manifest/text/mapped-text.js
var mapped_text = __webpack_require__(663);
;// CONCATENATED MODULE: ./build/lib/manifest/text/scalar-spans.js
const ESCAPES = {
    n: "\n",
    t: "\t",
    r: "\r",
    "0": "\0",
    a: "\x07",
    b: "\b",
    e: "\x1b",
    f: "\f",
    v: "\v",
    N: "\x85",
    _: "\xa0",
    L: "\u2028",
    P: "\u2029",
};
/**
 * Maps the value of a string scalar of any style to the text it was parsed from. Folding and indentation touch blanks only,
 * so the n-th other character of the value is the n-th of the source, after undoing the escapes of the two quoted styles.
 * Needs `keepSourceTokens`. Undefined when the two do not agree.
 */
function scalarSpans(text, node) {
    const begin = contentRange(node);
    if (!begin)
        return undefined;
    const { value } = node;
    const start = new Int32Array(value.length).fill(-1);
    const end = start.slice();
    let [at] = begin;
    const stop = begin[1];
    for (let k = 0; k < value.length; k++) {
        if (isBlank(value.charCodeAt(k)))
            continue;
        const unit = nextUnit(text, at, stop, node.type ?? "PLAIN");
        if (!unit || !value.startsWith(unit.text, k))
            return undefined;
        for (const last = k + unit.text.length - 1;; k++) {
            start[k] = unit.from;
            end[k] = unit.to;
            if (k === last)
                break;
        }
        at = unit.to;
    }
    return { start, end };
}
/** The quoting that a scalar's style puts around its value. */
function scalarLayer(text, node) {
    switch (node.type) {
        case "QUOTE_DOUBLE":
            return { kind: "yaml-double" };
        case "QUOTE_SINGLE":
            return { kind: "yaml-single" };
        case "BLOCK_LITERAL":
        case "BLOCK_FOLDED":
            return { kind: "yaml-block", indent: blockIndent(text, node), folded: node.type === "BLOCK_FOLDED" };
        default:
            return { kind: "yaml-plain" };
    }
}
/** First and last offset of a scalar's own characters, quotes left out. */
function contentRange(node) {
    const token = node.srcToken;
    if (!token || !node.range)
        return undefined;
    const [from, to] = node.range;
    if (token.type === "block-scalar") {
        const header = token.props.reduce((sum, prop) => sum + ("source" in prop ? prop.source.length : 0), token.offset);
        return [header, to];
    }
    return node.type === "PLAIN" || node.type === undefined ? [from, to] : [from + 1, to - 1];
}
function nextUnit(text, from, stop, style) {
    let at = from;
    while (at < stop) {
        const code = text.charCodeAt(at);
        if (style === "QUOTE_DOUBLE" && code === 0x5c) {
            const unit = escapeUnit(text, at);
            if (unit.text !== "" && !isBlank(unit.text.charCodeAt(0)))
                return unit;
            at = unit.to;
        }
        else if (isBlank(code))
            at++;
        else
            return {
                text: text.charAt(at),
                from: at,
                to: at + (style === "QUOTE_SINGLE" && code === 0x27 ? 2 : 1),
            };
    }
    return undefined;
}
function escapeUnit(text, from) {
    const letter = text.charAt(from + 1);
    const digits = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
    if (digits === 0)
        return { text: ESCAPES[letter] ?? letter, from, to: from + 2 };
    const code = Number.parseInt(text.slice(from + 2, from + 2 + digits), 16);
    const valid = Number.isFinite(code) && code <= 0x10ffff;
    return { text: valid ? String.fromCodePoint(code) : "", from, to: from + 2 + digits };
}
/** The blanks of `\s`. */
function isBlank(code) {
    return ((code >= 9 && code <= 13) ||
        code === 0x20 ||
        code === 0xa0 ||
        code === 0x1680 ||
        (code >= 0x2000 && code <= 0x200a) ||
        code === 0x2028 ||
        code === 0x2029 ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000 ||
        code === 0xfeff);
}
function blockIndent(text, node) {
    const range = contentRange(node);
    if (!range)
        return 0;
    for (let at = range[0]; at < range[1];) {
        const lineEnd = text.indexOf("\n", at);
        const stop = lineEnd === -1 ? range[1] : lineEnd;
        let first = at;
        while (first < stop && text[first] === " ")
            first++;
        if (first < stop && text[first] !== "\r")
            return first - at;
        at = stop + 1;
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/lib/manifest/yaml/cursor.js



/** A cursor for a node; undefined for null values, missing nodes, broken aliases and an exhausted budget. */
function cursorAt(context, node, aliased, key, above) {
    if (context.budget.left <= 0)
        return undefined;
    context.budget.left--;
    let target = node;
    let through = aliased;
    let alias = above;
    for (let hops = 0; (0,dist/* isAlias */.Vj)(target) && hops < 20; hops++) {
        const anchored = context.anchors.get(target);
        if (!aliased && !through && target.range && anchored?.range) {
            const [from, to] = target.range;
            const [start, end] = anchored.range;
            alias = { token: { start: from, end: to }, node: { start, end } };
        }
        target = anchored;
        through = true;
    }
    if (!((0,dist/* isScalar */.jn)(target) || (0,dist/* isMap */.jh)(target) || (0,dist/* isSeq */.oP)(target)))
        return undefined;
    if ((0,dist/* isScalar */.jn)(target) && target.value === null)
        return undefined;
    return { context, node: target, aliased: through, ...(key && { key }), ...(alias && { alias }) };
}
/** The value of a key: own keys first (the last of duplicates), then merged maps. */
function child(cursor, name) {
    if (!cursor || !(0,dist/* isMap */.jh)(cursor.node))
        return undefined;
    return childOf(cursor, name, 0);
}
function childOf(cursor, name, depth) {
    if (!(0,dist/* isMap */.jh)(cursor.node) || depth > 20)
        return undefined;
    const { items } = cursor.node;
    let own;
    for (const pair of items)
        if (keyName(pair.key) === name)
            own = pair;
    if (own)
        return cursorAt(cursor.context, own.value, cursor.aliased, own.key, cursor.alias);
    for (const merged of mergedMaps(cursor)) {
        const found = childOf(merged, name, depth + 1);
        if (found)
            return found;
    }
    return undefined;
}
/** The value at the end of a path of keys. */
function at(cursor, ...path) {
    return path.reduce(child, cursor);
}
/** Keys and values of a map, merged ones last; null values are left out. */
function entries(cursor) {
    const found = new Map();
    if (cursor)
        collectEntries(cursor, found, new Set(), 0);
    return [...found];
}
function collectEntries(cursor, found, nulls, depth) {
    if (!(0,dist/* isMap */.jh)(cursor.node) || depth > 20)
        return;
    for (const pair of cursor.node.items) {
        const name = keyName(pair.key);
        if (name === undefined || (depth > 0 && (found.has(name) || nulls.has(name))))
            continue;
        const value = cursorAt(cursor.context, pair.value, cursor.aliased, pair.key, cursor.alias);
        if (value)
            found.set(name, value);
        else
            nulls.add(name);
    }
    for (const merged of mergedMaps(cursor))
        collectEntries(merged, found, nulls, depth + 1);
}
/** Items of a list; null items are left out. */
function items(cursor) {
    if (!cursor || !(0,dist/* isSeq */.oP)(cursor.node))
        return [];
    const found = [];
    for (const item of cursor.node.items) {
        const value = cursorAt(cursor.context, item, cursor.aliased, undefined, cursor.alias);
        if (value)
            found.push(value);
    }
    return found;
}
/** True when the cursor stands on a map. */
function isMapCursor(cursor) {
    return cursor !== undefined && (0,dist/* isMap */.jh)(cursor.node);
}
/** True when the cursor stands on a list. */
function isListCursor(cursor) {
    return cursor !== undefined && (0,dist/* isSeq */.oP)(cursor.node);
}
/** The scalar's text (as written for numbers and booleans, the value for strings) with its place; undefined for maps and lists. */
function textAt(cursor) {
    if (!cursor || !(0,dist/* isScalar */.jn)(cursor.node))
        return undefined;
    return scalarText(cursor.context.text, cursor.node, cursor.aliased, cursor.alias);
}
/** The scalar as a plain string. */
function stringAt(cursor) {
    if (!cursor || !(0,dist/* isScalar */.jn)(cursor.node))
        return undefined;
    const { value, source } = cursor.node;
    if (typeof value === "string")
        return value;
    return source ?? String(value);
}
/** A key as text; merge keys and keys that are not scalars have none. */
function keyName(key) {
    if (!(0,dist/* isScalar */.jn)(key) || typeof key.value === "symbol")
        return undefined;
    if (typeof key.value === "string")
        return key.value;
    return key.source ?? String(key.value);
}
/** Offset in the file where the cursor's key (or, without one, its value) begins. */
function offsetOf(cursor) {
    const at = cursor.key?.range?.[0] ?? cursor.node.range?.[0] ?? 0;
    const { text } = cursor.context;
    return (0,mapped_text/* offsetsAt */.Mo)(text, at)?.start ?? (0,mapped_text/* sourceOf */.vz)(text)?.offset ?? 0;
}
function mergedMaps(cursor) {
    const found = [];
    for (const pair of cursor.node.items) {
        if (!isMergeKey(pair.key))
            continue;
        const value = cursorAt(cursor.context, pair.value, true);
        if (isMapCursor(value))
            found.push(value);
        else
            for (const item of items(value))
                if (isMapCursor(item))
                    found.push({ ...item, aliased: true });
    }
    return found;
}
function isMergeKey(key) {
    return (0,dist/* isScalar */.jn)(key) && typeof key.value === "symbol" && key.value.description === "<<";
}
function scalarText(outer, node, aliased, alias) {
    const source = (0,mapped_text/* sourceOf */.vz)(outer);
    if (!source)
        return { text: String(node.value), pieces: [] };
    const [from = 0, to = 0] = node.range ?? [];
    const isString = typeof node.value === "string";
    const text = isString ? node.value : (node.source ?? String(node.value));
    const local = (0,mapped_text/* memo */.ph)(() => isString
        ? scalarSpans(outer.text, node)
        : to - from === text.length
            ? (0,mapped_text/* identity */.D_)(text.length, from)
            : undefined);
    const layer = scalarLayer(outer.text, node);
    if (outer.pieces.length === 1 || local() === undefined) {
        return (0,mapped_text/* mapped */.CV)(text, {
            ...source,
            aliased: aliased || source.aliased,
            // Only an alias of the file itself can be replaced by a copy; one inside an engine file cannot.
            ...(alias && source.layers.length === 0 && { alias }),
            offset: (0,mapped_text/* offsetsAt */.Mo)(outer, from)?.start ?? source.offset,
            layers: [...source.layers, layer],
            spans: (0,mapped_text/* memo */.ph)(() => {
                const spans = local();
                if (!spans)
                    return undefined;
                const start = new Int32Array(text.length).fill(-1);
                const end = start.slice();
                for (let i = 0; i < text.length; i++) {
                    if ((spans.start[i] ?? -1) < 0)
                        continue;
                    start[i] = (0,mapped_text/* offsetsAt */.Mo)(outer, spans.start[i] ?? 0)?.start ?? -1;
                    end[i] = (0,mapped_text/* offsetsAt */.Mo)(outer, (spans.end[i] ?? 1) - 1)?.end ?? -1;
                }
                return { start, end };
            }),
        });
    }
    const spans = local();
    return spans ? (0,mapped_text/* derive */.CX)(outer, text, spans.start, spans.end, layer) : { text, pieces: [] };
}


/***/ }),

/***/ 1854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ inspect)
/* harmony export */ });
/* unused harmony export MAX_DEPTH */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _cursor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1619);


/** Deepest nesting that is read. */
const MAX_DEPTH = 120;
const YAML_1_1_BOOLEANS = /^(?:y|n|yes|no|on|off)$/i;
/**
 * Walks a document once, in order and without following aliases: resolves each alias to the last anchor of its name
 * before it, and finds duplicate keys, broken aliases and keys that are maps. Stops at `limit` nodes.
 */
function inspect(document, limit) {
    const walk = {
        anchors: new Map(),
        named: new Map(),
        open: new Set(),
        duplicates: [],
        broken: [],
        ambiguous: [],
        limit,
        nodes: 0,
        tooDeep: false,
        mapKeys: false,
    };
    visit(walk, document.contents, 0);
    return {
        anchors: walk.anchors,
        nodes: walk.nodes,
        tooDeep: walk.tooDeep,
        duplicates: walk.duplicates,
        brokenAliases: walk.broken,
        mapKeys: walk.mapKeys,
        ambiguous: walk.ambiguous,
    };
}
function visit(walk, node, depth) {
    if (walk.nodes++ >= walk.limit)
        return;
    if (depth > MAX_DEPTH) {
        walk.tooDeep = true;
        return;
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
        visitAlias(walk, node);
    else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        if (node.anchor)
            walk.named.set(node.anchor, node);
        walk.open.add(node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
            visitMap(walk, node.items, depth);
        else
            for (const item of node.items)
                visit(walk, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(item) ? item.value : item, depth + 1);
        walk.open.delete(node);
    }
    else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && node.anchor)
        walk.named.set(node.anchor, node);
}
function visitAlias(walk, alias) {
    const target = walk.named.get(alias.source);
    const cyclic = target !== undefined && walk.open.has(target);
    if (target && !cyclic)
        walk.anchors.set(alias, target);
    else if (walk.broken.length < 50) {
        const [start = 0, end = 0] = alias.range ?? [];
        walk.broken.push({ name: alias.source, start, end, cyclic });
    }
}
function visitMap(walk, pairs, depth) {
    const seen = new Set();
    for (const { key, value } of pairs) {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(key) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(key))
            walk.mapKeys = true;
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && key.anchor)
            walk.named.set(key.anchor, key);
        const name = (0,_cursor_js__WEBPACK_IMPORTED_MODULE_1__/* .keyName */ .xT)(key);
        if (name !== undefined) {
            if (seen.has(name) && walk.duplicates.length < 50) {
                const [start = 0, end = 0] = key.range ?? [];
                walk.duplicates.push({ key: name, start, end });
            }
            seen.add(name);
            noteAmbiguous(walk, name, value);
        }
        visit(walk, value, depth + 1);
    }
}
/** `yes`, `on` and the like are booleans for Kubernetes' YAML 1.1 reader and strings for ours. */
function noteAmbiguous(walk, key, value) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) || value.type !== "PLAIN" || typeof value.value !== "string")
        return;
    if (!YAML_1_1_BOOLEANS.test(value.value) || walk.ambiguous.length >= 20)
        return;
    const [start = 0, end = 0] = value.range ?? [];
    walk.ambiguous.push({ text: value.value, key, start, end });
}


/***/ })

};
