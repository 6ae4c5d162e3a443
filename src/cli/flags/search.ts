import { COMMAND_LINE_SLA } from "../../search/task.js";
import { choiceFlag, numberFlag, repeatFlag, textFlag, toggleFlag } from "./types.js";

/** Limits of a search. */
export const SLA_FLAGS = {
  ttft: numberFlag(`limit of the time to first token, ms (default ${COMMAND_LINE_SLA.ttftMs})`, 0),
  tpot: numberFlag(`limit of the time per output token, ms (default ${COMMAND_LINE_SLA.tpotMs})`, 0),
  "request-latency": numberFlag("limit of the whole request, ms; replaces the other two", 0),
};

/** Where results are saved. */
export const SAVE_FLAGS = {
  "save-dir": textFlag("write tables, charts and deployment files below this folder", "folder"),
  overwrite: toggleFlag("replace a result that is already in --save-dir"),
  png: toggleFlag("save the chart as pareto_frontier.png too; the SVG is always there"),
};

/** The page to explore a result with. */
export const HTML_FLAG = {
  html: textFlag(
    "write one page to look at every priced configuration in a browser; it needs no network",
    "file",
  ),
};

/** Flags of the deployment files, for every command that writes them. */
export const GENERATOR_FLAGS = {
  "generator-set": repeatFlag("set one value of the generator (repeat for more)", "path=value"),
  "generator-config": textFlag("YAML file of generator values", "file"),
  namespace: textFlag("Kubernetes namespace of the manifest", "name"),
  "dynamo-version": textFlag("Dynamo release that the files are for", "version"),
  "config-template-version": textFlag("engine version that the files are for", "version"),
  "model-cache": textFlag("volume that holds the model", "pvc[:mount[:path]]"),
  transport: choiceFlag("how the KV cache travels between workers", "nvlink", "ib", "efa"),
  "image-pull-secret": textFlag("secret for pulling images", "name"),
  "deployment-target": textFlag("dynamo-j2 (default)", "name"),
};
