import { COMMAND_LINE_SLA } from "../../search/task.js";
import { choice, number, repeat, text, toggle } from "./types.js";

/** Limits of a search. */
export const SLA_FLAGS = {
  ttft: number(`limit of the time to first token, ms (default ${COMMAND_LINE_SLA.ttftMs})`, 0),
  tpot: number(`limit of the time per output token, ms (default ${COMMAND_LINE_SLA.tpotMs})`, 0),
  "request-latency": number("limit of the whole request, ms; replaces the other two", 0),
};

/** Where results are saved. */
export const SAVE_FLAGS = {
  "save-dir": text("write tables, charts and deployment files below this folder", "folder"),
  overwrite: toggle("replace a result that is already in --save-dir"),
};

/** The page to explore a result with. */
export const HTML_FLAG = {
  html: text(
    "write one page to look at every priced configuration in a browser; it needs no network",
    "file",
  ),
};

/** Flags of the deployment files, for every command that writes them. */
export const GENERATOR_FLAGS = {
  "generator-set": repeat("set one value of the generator (repeat for more)", "path=value"),
  "generator-config": text("YAML file of generator values", "file"),
  namespace: text("Kubernetes namespace of the manifest", "name"),
  "dynamo-version": text("Dynamo release that the files are for", "version"),
  "config-template-version": text("engine version that the files are for", "version"),
  "model-cache": text("volume that holds the model", "pvc[:mount[:path]]"),
  transport: choice("how the KV cache travels between workers", "nvlink", "ib", "efa"),
  "image-pull-secret": text("secret for pulling images", "name"),
  "deployment-target": text("dynamo-j2 (default)", "name"),
};
