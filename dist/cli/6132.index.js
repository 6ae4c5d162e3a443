export const id = 6132;
export const ids = [6132];
export const modules = {

/***/ 6132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openUpstreamFolder: () => (/* binding */ openUpstreamFolder)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/perf/db/index-format.js
var index_format = __webpack_require__(1217);
;// CONCATENATED MODULE: ./build/lib/perf/db/upstream/system-file.js


/** Reads one system file; `name` is its file name without extension. Undefined when the file is none. */
function readSystem(name, text) {
    const file = (0,dist/* parse */.qg)(text);
    if (file === null || file["gpu"] === undefined)
        return undefined;
    const gpu = file["gpu"];
    const node = file["node"];
    const misc = file["misc"];
    const required = (section, key) => {
        const value = section[key];
        if (typeof value !== "number") {
            throw new errors/* UserError */.y("io", `system file ${name}.yaml: ${key} is ${String(value)}, expected a number`);
        }
        return value;
    };
    const optional = (section, key) => section[key];
    const tcFlops = Object.fromEntries(["bfloat16", "int8", "fp8", "fp4"]
        .map((dtype) => [dtype, optional(gpu, `${dtype}_tc_flops`)])
        .filter(([, flops]) => flops !== undefined));
    const interRackLatencyS = optional(node, "inter_rack_latency");
    const float32TcFlops = optional(gpu, "float32_tc_flops");
    return {
        name,
        gpu: {
            memBw: required(gpu, "mem_bw"),
            memBwScaling: required(gpu, "mem_bw_empirical_scaling_factor"),
            memConstantLatencyS: required(gpu, "mem_empirical_constant_latency"),
            memCapacity: required(gpu, "mem_capacity"),
            tcFlops,
            smVersion: optional(gpu, "sm_version"),
        },
        node: {
            gpusPerNode: required(node, "num_gpus_per_node"),
            intraNodeBw: required(node, "intra_node_bw"),
            interNodeBw: required(node, "inter_node_bw"),
            gpusPerRack: optional(node, "num_gpus_per_rack"),
            interRackBw: optional(node, "inter_rack_bw"),
            p2pLatencyS: required(node, "p2p_latency"),
        },
        memory: {
            ncclBytes: misc["nccl_mem"],
            otherBytes: required(misc, "other_mem"),
        },
        ncclVersion: misc["nccl_version"],
        onecclVersion: misc["oneccl_version"],
        unused: {
            powerW: required(gpu, "power"),
            pcieBw: required(node, "pcie_bw"),
            ...(interRackLatencyS === undefined ? {} : { interRackLatencyS }),
            ...(float32TcFlops === undefined ? {} : { float32TcFlops }),
        },
    };
}

// EXTERNAL MODULE: ./build/lib/perf/version-order.js
var version_order = __webpack_require__(5019);
;// CONCATENATED MODULE: ./build/lib/perf/db/upstream/index-of.js




/** Splits `data/<system>/<family>/<backend>/<version>/<table>.parquet`; undefined for other paths. */
function tablePlace(path) {
    const parts = path.split("/");
    if (parts.length !== 6 || parts[0] !== "data" || !path.endsWith(".parquet"))
        return undefined;
    const [, system = "", family = "", backend = "", version = "", file = ""] = parts;
    return [system, family, backend, version, file.slice(0, -".parquet".length)];
}
/**
 * The index of a folder in the upstream layout, from its YAML files and its table paths. A folder without version slots
 * offers its newest version of every engine; without a reuse manifest or lane defaults it has none.
 */
function indexOf(files, places, rest) {
    const yaml = (name) => {
        const file = files.find(({ path }) => path === name);
        return file === undefined ? undefined : (0,dist/* parse */.qg)(file.text);
    };
    const slots = yaml("query_versions.yaml");
    return {
        format: index_format/* INDEX_FORMAT */.B7,
        source: rest.source,
        systems: systemsOf(files),
        systemAliases: { gb200_sxm: "gb200" },
        versions: slotsOf(slots ?? newestVersions(places), places),
        attentionLanes: lanesOf(yaml("attention_lane_defaults.yaml") ?? {}),
        reuse: reuseOf((yaml("perf_data_reuse_manifest.yaml") ?? { groups: [] })),
        donors: donorsOf(files),
        tables: tablesOf(places),
        models: rest.models,
        modelNames: rest.modelNames,
        collection: collectionOf(files),
    };
}
/** Slots of a folder that names none: each engine's newest version. */
function newestVersions(places) {
    const newest = (backend) => ({
        current: places
            .filter(([, family, folder]) => folder === backend && family !== "comm")
            .map(([, , , version]) => version)
            .sort(version_order/* compareVersions */.Z)
            .at(-1) ?? "0",
        previous: null,
    });
    return {
        defaults: { trtllm: newest("trtllm"), vllm: newest("vllm"), sglang: newest("sglang") },
        overrides: {},
    };
}
function systemsOf(files) {
    const systems = {};
    for (const { path, text } of files) {
        if (path.includes("/") || !path.endsWith(".yaml"))
            continue;
        const system = readSystem(path.slice(0, -".yaml".length), text);
        if (system !== undefined)
            systems[system.name] = system;
    }
    return systems;
}
/** `next` of a backend: its newest version with data above `current`, systems with an override left out. */
function slotsOf(file, places) {
    const slots = (written) => ({
        current: written.current,
        ...(written.previous === null ? {} : { previous: written.previous }),
    });
    const defaults = Object.entries(file.defaults).map(([backend, written]) => {
        const next = places
            .filter(([system, , folder]) => folder === backend && file.overrides[system]?.[backend] === undefined)
            .map(([, , , version]) => version)
            .filter((version) => (0,version_order/* compareVersions */.Z)(version, written.current) > 0)
            .sort(version_order/* compareVersions */.Z)
            .at(-1);
        return [backend, { ...slots(written), ...(next === undefined ? {} : { next }) }];
    });
    const overrides = Object.entries(file.overrides).map(([system, backends]) => [
        system,
        Object.fromEntries(Object.entries(backends).map(([backend, written]) => [backend, slots(written)])),
    ]);
    return {
        defaults: Object.fromEntries(defaults),
        overrides: Object.fromEntries(overrides),
    };
}
function lanesOf(file) {
    return JSON.parse(JSON.stringify(file));
}
/** Kernels of one backend alone can never be inherited across backends, so only shared ones stay. */
function reuseOf(file) {
    const manifest = {};
    for (const group of file.groups) {
        if (group.tier === "absence_load_bearing" || group.frameworks.length < 2)
            continue;
        (manifest[group.op_file.replace(/\.parquet$/, "")] ??= {})[group.kernel_source] = group.frameworks;
    }
    return manifest;
}
function donorsOf(files) {
    const donors = {};
    for (const { path, text } of files) {
        if (!path.endsWith("/reuse.yaml"))
            continue;
        const { reuse } = (0,dist/* parse */.qg)(text);
        donors[path.slice("data/".length, -"/reuse.yaml".length)] = Object.fromEntries(reuse.map((entry) => [entry.table, String(entry.from_version)]));
    }
    return donors;
}
/** Nested maps; versions newest first, so that a reader needs no version arithmetic. */
function tablesOf(places) {
    const index = {};
    const sorted = [...places].sort((a, b) => compareText(a[0], b[0]) ||
        compareText(a[1], b[1]) ||
        compareText(a[2], b[2]) ||
        (0,version_order/* compareVersions */.Z)(b[3], a[3]) ||
        compareText(a[4], b[4]));
    for (const [system, family, backend, version, table] of sorted) {
        const versions = (((index[system] ??= {})[family] ??= {})[backend] ??= {});
        const before = versions[version];
        versions[version] = before === undefined ? table : `${before} ${table}`;
    }
    return index;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function collectionOf(files) {
    const notes = [];
    for (const { path, text } of files) {
        if (!path.endsWith("/collection_meta.yaml"))
            continue;
        const folder = path.slice("data/".length, -"/collection_meta.yaml".length);
        for (const [table, facts] of Object.entries((0,dist/* parse */.qg)(text).tables ?? {})) {
            const partial = facts.status === "partial";
            if (!partial && facts.norm_dispatch === undefined)
                continue;
            notes.push({
                key: `${folder}/${table}`,
                status: partial ? "partial" : "complete",
                ...(facts.norm_dispatch === undefined ? {} : { substitute: facts.norm_dispatch }),
            });
        }
    }
    return notes.sort((a, b) => compareText(a.key, b.key));
}

;// CONCATENATED MODULE: ./build/lib/perf/db/upstream-folder.js




/** Deepest path that counts: `data/<system>/<family>/<backend>/<version>/<file>`. */
const DEPTH = 6;
/** Opens a user's folder in the layout of the upstream package: system files and others in YAML beside `data/`. */
function openUpstreamFolder(root) {
    const files = [];
    const places = [];
    for (const relative of walk(root)) {
        const place = tablePlace(relative);
        if (place !== undefined)
            places.push(place);
        else if (relative.endsWith(".yaml")) {
            files.push({ path: relative, text: (0,external_node_fs_.readFileSync)(external_node_path_.join(root, relative), "utf8") });
        }
    }
    const source = { package: root, version: "", sha256: "" };
    const index = indexOf(files, places, { source, models: {}, modelNames: {} });
    if (Object.keys(index.systems).length === 0) {
        throw new errors/* UserError */.y("io", `${root} is no data folder: it holds neither index.json nor system files (<system>.yaml)`);
    }
    return {
        index,
        tableFile: (system, family, backend, version, table) => external_node_path_.join(root, "data", system, family, backend, version, `${table}.parquet`),
        modelFiles: () => undefined,
    };
}
function walk(root, below = "", depth = 1) {
    let entries;
    try {
        entries = (0,external_node_fs_.readdirSync)(external_node_path_.join(root, below), { withFileTypes: true });
    }
    catch (cause) {
        throw new errors/* UserError */.y("io", `cannot read the data folder ${root}`, { cause });
    }
    return entries.flatMap((entry) => {
        const relative = below === "" ? entry.name : `${below}/${entry.name}`;
        if (entry.isFile())
            return [relative];
        return entry.isDirectory() && depth < DEPTH ? walk(root, relative, depth + 1) : [];
    });
}


/***/ })

};
