export const id = 2444;
export const ids = [2444];
export const modules = {

/***/ 2444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  estimateLine: () => (/* binding */ estimateLine)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/cli/estimate-request.js
var estimate_request = __webpack_require__(5839);
// EXTERNAL MODULE: ./build/lib/cli/estimate-row.js + 8 modules
var estimate_row = __webpack_require__(9832);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
;// CONCATENATED MODULE: ./build/lib/cli/layout-text.js

/** Separators between the parts of a layout. */
const BETWEEN = /[\s_,;:|/+()-]+/y;
/** `2p`, `1d`, `p2`, `ctx1`, `gen4`: workers of a role. */
const WORKERS = /(?:(\d{1,4})x?([pd])|(p|d|prefill|decode|ctx|gen)(\d{1,4}))(?![a-z\d])|(\d{1,4})([pd])(?=\d)/y;
/** `prefill:`, `decode_`, `p `: the sizes that follow are those of a role. */
const ROLE = /(prefill|decode|context|generation|ctx|gen|p|d)(?![a-z\d])/y;
/** `tp8`, `moe_tp4`, `dep8`, `epnone`; tables that once held numbers write `tp8_0` or `tp8.0`. */
const SIZE = /(moe_?tp|moe_?ep|attention_?dp|attn_?dp|dtp|tep|dep|tp|pp|dp|ep|cp)[_=]?(?:(\d{1,4})(?:[._]0(?!\d))?|none|nan)/y;
/** What one word of a layout says; `N` stands for its number. */
const SIZES = {
    tp: [["tp", "N"]],
    pp: [["pp", "N"]],
    cp: [["cp", "N"]],
    dp: [["dp", "N"]],
    attentiondp: [["dp", "N"]],
    attndp: [["dp", "N"]],
    ep: [["moe_ep", "N"]],
    moeep: [["moe_ep", "N"]],
    moetp: [["moe_tp", "N"]],
    // attention by data, tensor or data; experts by expert, expert or tensor
    dep: [
        ["tp", 1],
        ["dp", "N"],
        ["moe_ep", "N"],
    ],
    tep: [
        ["tp", "N"],
        ["moe_ep", "N"],
    ],
    dtp: [
        ["tp", 1],
        ["dp", "N"],
        ["moe_tp", "N"],
    ],
};
/**
 * Sizes of a layout as benchmarks write it, as keys of a batch line: `tp8`, `tp8_ep8`, `dep8`, `2p1d_tp8`,
 * `1p_dep4_2d_tep8`, `prefill:tp4 decode:dep8`. Sizes after both roles are those of both. Throws `UserError` (`usage`) where
 * it cannot be read.
 */
function layoutKeys(layout) {
    const text = layout.trim().toLowerCase();
    const keys = {};
    let role = "";
    // a role that follows another one without sizes between them shares the sizes that come
    let bare = false;
    let at = 0;
    const next = (pattern) => {
        pattern.lastIndex = at;
        const found = pattern.exec(text);
        if (found !== null)
            at = pattern.lastIndex;
        return found;
    };
    const turnTo = (word) => {
        const named = /^(?:p|c)/.test(word) ? "prefill_" : "decode_";
        role = bare && role !== named ? "" : named;
        bare = true;
        return named;
    };
    while (at < text.length) {
        if (next(BETWEEN) !== null)
            continue;
        const size = next(SIZE);
        if (size !== null) {
            bare = false;
            if (size[2] === undefined)
                continue;
            for (const [key, value] of SIZES[size[1].replaceAll("_", "")])
                keys[`${role}${key}`] = value === "N" ? Number(size[2]) : value;
            continue;
        }
        const workers = next(WORKERS);
        if (workers !== null) {
            const named = turnTo((workers[2] ?? workers[3] ?? workers[6]));
            keys[`${named}num_workers`] = Number(workers[1] ?? workers[4] ?? workers[5]);
            continue;
        }
        const word = next(ROLE);
        if (word === null)
            throw new errors/* UserError */.y("usage", `layout '${layout}' cannot be read from '${text.slice(at, at + 20)}' on; write tp8, tp8_ep8, dep8, 2p1d_tp8 or 1p_dep4_2d_tep8`);
        turnTo(word[1]);
    }
    return keys;
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/lib/cli/row-words.js


/** Columns of a table of measurements that say nothing about the configuration. */
const NOT_CONFIGURATION = /^(id|measured|exact_quant|silicon_.*|reference_.*)$/;
/** Cells that programs write where nothing is known. */
const NOTHING = /^(?:|nan|none|null|undefined)$/i;
/** Whether a cell says nothing. `n/a` is a precision of its own: that of the checkpoint. */
function isEmptyCell(value) {
    return (value === undefined ||
        value === null ||
        (typeof value === "number" && Number.isNaN(value)) ||
        (typeof value === "string" && NOTHING.test(value.trim())));
}
/** A yes or no of a table; undefined for other words. */
function asBoolean(value) {
    const word = String(value).trim().toLowerCase();
    if (/^(?:true|yes|on|1|1\.0)$/.test(word))
        return true;
    return /^(?:false|no|off|0|0\.0)$/.test(word) ? false : undefined;
}
/** The engine behind `TensorRT-LLM`, `trt`, `dynamo-sglang` and the like; other words pass unchanged. */
function engineWord(value) {
    const word = value
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]/g, "-")
        .replace(/^dynamo-/, "")
        .replace(/-(?:mtp|disagg)$/, "");
    if (/^(?:tensorrt-?llm|trt-?llm|trt|tensorrt)$/.test(word))
        return "trtllm";
    return deployment/* BACKENDS */.A7.find((backend) => backend === word) ?? value;
}
/** `disaggregated` and `aggregated` by the names of the flags; other words pass unchanged. */
function modeWord(value) {
    const word = value.trim().toLowerCase();
    if (/^(?:disagg\w*|pd|p\/d|xpyd)$/.test(word))
        return "disagg";
    return /^(?:agg\w*|ifb|colocated|single)$/.test(word) ? "agg" : value;
}
/** The GPU system behind `H200`, `b200-sxm` or `gb200 nvl72` among those that are known; other words pass unchanged. */
function systemWord(value, known) {
    const word = value
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]/g, "_")
        .replace(/^nvidia_/, "")
        .replace(/_?nvl\d+$/, "");
    return [word, `${word}_sxm`].find((name) => known.includes(name)) ?? value;
}
/**
 * The known key that an unknown one is a slip of: one letter off, or two in a long word. A key that is near to none is a
 * column about something else.
 */
function slipOf(key, known) {
    const most = key.length >= 6 ? 2 : 1;
    let slip;
    let least = most + 1;
    for (const name of known) {
        const letters = (0,mod/* distance */.Io)(key, name);
        if (letters < least)
            [slip, least] = [name, letters];
    }
    return slip;
}

;// CONCATENATED MODULE: ./build/lib/cli/measured-row.js




const EXPERT_SIZES = /moe[_-](tp|ep)|(^|[_-])ep$/;
const ROLES = ["", "prefill_", "decode_"];
const LAYOUT = /^(?:(prefill|decode|p|d)_)?(?:layout|parallelism|parallel|topology)$/;
const DP_ATTENTION = /^(?:(prefill|decode|p|d)_)?(?:dp_attention|dp_attn|attention_dp_enabled)$/;
/** Columns that tables of measurements alone have. */
const OF_TABLES = /^(?:model_config_used|precision)$/;
const NO_DRAFTS = /^(?:none|no|false|off|0)$/i;
/**
 * Reads a line of a batch, which may be a row of a table of measurements: empty cells and results go, benchmark words
 * become those of the flags, layouts are taken apart, and what such tables leave out follows from the rest. Columns that
 * mean nothing here are named in a note; a slip of a known key is refused. Throws `UserError` (`usage`).
 */
function measuredRow(row, systems = []) {
    const notes = [];
    const written = Object.entries(row).filter(([, value]) => !isEmptyCell(value));
    const measured = written.some(([key]) => NOT_CONFIGURATION.test(key) || OF_TABLES.test(key));
    const cells = withoutStrangers(inOwnWords(written, systems, notes), notes);
    for (const key of Object.keys(cells))
        if (EXPERT_SIZES.test(key) && Number(cells[key]) === 0)
            delete cells[key];
    if (cells["mode"] === undefined && cells["estimate_mode"] === undefined && namesRoles(cells))
        cells["mode"] = "disagg";
    shareExperts(cells);
    if (measured && modeWord(String(cells["mode"] ?? cells["estimate_mode"])) === "disagg")
        for (const role of ["prefill", "decode"])
            if (!Object.keys(cells).some((key) => key.startsWith(role[0]) && key.endsWith("workers")))
                notes.push(`${role} workers are not counted; 1 is taken`);
    for (const length of ["isl", "osl"])
        if (!Object.keys(cells).some((key) => (estimate_request/* BATCH_RENAMED */.wE[key.replaceAll("_", "-")] ?? key) === length))
            notes.push(`${length} is not given; 1024 tokens are taken`);
    return { cells: loadOf(cells, measured), notes };
}
/** Cells under keys with underscores, values in the words of the flags. */
function inOwnWords(written, systems, notes) {
    const cells = {};
    const dpAttention = [];
    for (const [name, value] of written) {
        const key = name.trim().replace(/^--/, "").replaceAll("-", "_").toLowerCase();
        if (NOT_CONFIGURATION.test(key))
            continue;
        const layout = LAYOUT.exec(key);
        const dp = DP_ATTENTION.exec(key);
        if (layout !== null && typeof value === "string") {
            const role = roleOf(layout[1]);
            for (const [size, number] of Object.entries(layoutKeys(value)))
                cells[`${size.startsWith("prefill_") || size.startsWith("decode_") ? "" : role}${size}`] ??= number;
        }
        else if (dp !== null) {
            if (yesOrNo(name, value))
                dpAttention.push(roleOf(dp[1]));
        }
        else if (key === "disagg") {
            cells["mode"] ??= yesOrNo(name, value) ? "disagg" : "agg";
        }
        else if (/^spec(?:ulative)?_(?:decoding|decode)$|^mtp$/.test(key)) {
            if (!NO_DRAFTS.test(String(value).trim()))
                notes.push(`'${name}' is ${JSON.stringify(value)}: without --nextn and --nextn-accepted no drafts are predicted`);
        }
        else if (typeof value === "string" && /^(?:backend|backend_name|framework)$/.test(key))
            cells[key] = engineWord(value);
        else if (typeof value === "string" && /^(?:mode|estimate_mode)$/.test(key))
            cells[key] = modeWord(value);
        else if (typeof value === "string" && /^(?:decode_)?system(?:_name)?$|^hw$|^hardware$/.test(key))
            cells[/^h/.test(key) ? "system" : key] = systemWord(value, systems);
        else if (/^(?:quant|quantization|weight_dtype)$/.test(key))
            cells["precision"] ??= value;
        else
            cells[key] = value;
    }
    if (cells["model_config_used"] !== undefined)
        delete cells["model"];
    // with attention by data the written tensor size counts the ranks
    for (const role of dpAttention) {
        const size = [`${role}tp`, `${role}tp_size`].find((key) => cells[key] !== undefined);
        if (size === undefined || cells[`${role}dp`] !== undefined)
            continue;
        cells[`${role}dp`] = cells[size];
        cells[size] = 1;
    }
    return cells;
}
function yesOrNo(name, value) {
    const answer = asBoolean(value);
    if (answer !== undefined)
        return answer;
    throw new errors/* UserError */.y("usage", `'${name}' is ${JSON.stringify(value)}; true or false is needed`);
}
function roleOf(word) {
    if (word === undefined)
        return "";
    return word.startsWith("p") ? "prefill_" : "decode_";
}
/** Without columns that no flag knows. Throws for what looks like a slip of one. */
function withoutStrangers(cells, notes) {
    const known = [...estimate_request/* ESTIMATE_FLAGS */.x$.map(({ name }) => name), ...Object.keys(estimate_request/* BATCH_RENAMED */.wE)];
    const ignored = [];
    for (const key of Object.keys(cells)) {
        const name = key.replaceAll("_", "-");
        if (known.includes(name))
            continue;
        const slip = slipOf(name, known);
        if (slip !== undefined)
            throw new errors/* UserError */.y("usage", `unknown key '${key}', did you mean ${slip}?`);
        ignored.push(key);
        delete cells[key];
    }
    if (ignored.length > 0)
        notes.push(`not read: ${ignored.join(", ")}`);
    return cells;
}
function namesRoles(cells) {
    return Object.keys(cells).some((key) => /^(?:prefill|decode|p|d)_(?!system)/.test(key));
}
/**
 * Experts that a row says nothing of are split like the rest, by tensor, which is what the engines do unless expert
 * parallelism is switched on. Dense models have none, and the size means nothing there.
 */
function shareExperts(cells) {
    const has = (role) => Object.keys(cells).some((key) => EXPERT_SIZES.test(key) && roleOf(/^(prefill|decode|p|d)_/.exec(key)?.[1]) === role);
    if (has(""))
        return;
    const roles = ROLES.slice(1).filter((role) => has(role));
    if (roles.length === 2)
        return;
    if (roles.length === 0)
        cells["moe_ep"] = 1;
    else
        cells[roles[0] === "prefill_" ? "decode_moe_ep" : "prefill_moe_ep"] = 1;
}
/**
 * The load: a concurrency wins over batch sizes, which in some tables contradict it. A table of measurements may leave it
 * out of rows that say their batch: a measured deployment had a load, so it follows from that.
 */
function loadOf(cells, measured) {
    if (cells["concurrency"] !== undefined || cells["conc"] !== undefined) {
        const { batch_size: _agg, decode_batch_size: _decode, ...rest } = cells;
        return rest;
    }
    if (!measured)
        return cells;
    const product = (...names) => names.reduce((all, name) => all * Number(cells[name] ?? 1), 1);
    if (cells["batch_size"] !== undefined)
        return { ...cells, concurrency: product("batch_size", "dp") };
    if (cells["decode_batch_size"] === undefined)
        return cells;
    return {
        ...cells,
        concurrency: product("decode_batch_size", "decode_num_workers", "decode_attention_dp_size"),
    };
}

// EXTERNAL MODULE: ./build/lib/perf/profile/calibrated-features.js
var calibrated_features = __webpack_require__(1565);
;// CONCATENATED MODULE: ./build/lib/cli/sibling-model.js

/**
 * A known checkpoint of the architecture of an unknown one: `meta-llama/Llama-3.1-70B` has the shapes of
 * `meta-llama/Meta-Llama-3.1-70B`, `deepseek-ai/DeepSeek-R1-0528` those of `deepseek-ai/DeepSeek-R1`. Tuning, formats and
 * release words do not change shapes; anything else makes another model, and there is none.
 */
function siblingModel(name, known) {
    const stem = (0,calibrated_features/* modelStem */.J$)(name);
    const group = (0,calibrated_features/* modelGroup */.Jg)(name);
    const siblings = known
        .filter((id) => (0,calibrated_features/* modelGroup */.Jg)(id) === group)
        // the same release before another of its architecture, plain checkpoints before converted ones
        .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
    const id = siblings[0];
    if (id === undefined)
        return undefined;
    const precision = precisionInName(name);
    return { id, ...(precision === undefined ? {} : { precision }) };
    function rank(candidate) {
        return ((0,calibrated_features/* modelStem */.J$)(candidate) === stem ? 0 : 2) + (precisionInName(candidate) === undefined ? 0 : 1);
    }
}
/** The number format that a checkpoint's name states. */
function precisionInName(name) {
    const word = /(?:^|[-_])(nvfp4|fp4|fp8|bf16|int4)(?:[-_]|$)/i.exec(name)?.[1]?.toLowerCase();
    return word === "nvfp4" ? "fp4" : word;
}

;// CONCATENATED MODULE: ./build/lib/cli/estimate-line.js






/** Estimates one line of a batch. Throws `UserError` for what cannot be read or answered. */
async function estimateLine(deps, row) {
    const { predictor, folders, profileFor, outer } = deps;
    const systems = folders.flatMap(({ index }) => Object.keys(index.systems));
    const { cells, notes } = measuredRow(row, systems);
    const flags = (0,flag_table/* flagsFromObject */.r0)(cells, estimate_request/* ESTIMATE_FLAGS */.x$, estimate_request/* BATCH_RENAMED */.wE);
    const profile = profileFor({ profile: outer["profile"], ...flags });
    const told = (result, more = []) => {
        const all = [...notes, ...more];
        return all.length === 0 ? result : { ...result, notes: [...result.notes, ...all] };
    };
    try {
        return told(await (0,estimate_row/* estimateRow */.x)(predictor, flags, profile));
    }
    catch (error) {
        const name = flags["model"];
        if (!(error instanceof errors/* UserError */.y) || error.code !== "model" || name === undefined)
            throw error;
        const sibling = siblingModel(name, folders.flatMap(({ index }) => Object.keys(index.models)));
        if (sibling === undefined)
            throw error;
        const { id, precision } = sibling;
        const stated = flags["gemmQuantMode"] ?? flags["moeQuantMode"] ?? flags["precision"];
        const asked = {
            ...flags,
            model: id,
            ...(stated === undefined && precision !== undefined ? { precision } : {}),
        };
        return told(await (0,estimate_row/* estimateRow */.x)(predictor, asked, profile), [
            `${name} is not bundled; answered with the shapes of ${id}, which are the same`,
        ]);
    }
}


/***/ })

};
