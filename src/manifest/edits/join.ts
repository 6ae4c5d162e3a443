import type { TextEdit } from "../../domain/location.js";
import { configMapsOf } from "../command/config-maps.js";
import type { ReadDeployment } from "../dgd.js";
import type { LoadedFile } from "../documents.js";
import type { ManifestWorker } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { componentBlock, dataBlock, editedBlock } from "./blocks.js";
import { editList } from "./edit-list.js";
import { roleName } from "./names.js";
import { takeRole } from "./role-edits.js";
import type { Remade } from "./split.js";

/** A worker with its reading. */
export interface WorkerWithReading {
  readonly worker: ManifestWorker;
  readonly reading: ComponentReading;
}

/** A prefill and a decode worker become one aggregated worker: the decode worker without its role; the prefill worker's lines go. */
export function joinWorkers(
  loaded: LoadedFile,
  read: ReadDeployment,
  prefill: WorkerWithReading,
  decode: WorkerWithReading,
): Remade {
  const { source } = loaded;
  const [gone, kept] = [
    componentBlock(source, prefill.reading.component),
    componentBlock(source, decode.reading.component),
  ];
  if (!gone || !kept) return { refusal: "the lines of the workers cannot be told from their neighbours" };
  const list = editList();
  const taken = [...read.deployment.workers, ...read.deployment.others].map((one) =>
    one.component.toLowerCase(),
  );
  const name = roleName(decode.worker.component, "agg");
  const free = !taken.includes(name.toLowerCase()) && name !== "agg";
  if (free) list.edits.push({ range: kept.name, text: name });
  const problem = takeRole(source, decode.reading, decode.worker, list);
  if (problem !== undefined) return { refusal: problem };
  const text = list.conflicts.length > 0 ? undefined : editedBlock(source, kept, list.edits);
  if (text === undefined)
    return { refusal: `${decode.worker.component} takes settings from outside its own lines` };
  const edits: TextEdit[] = [
    { range: gone.range, text: "" },
    { range: kept.range, text },
  ];
  if (source.text.slice(gone.range.start, gone.range.end).match(/(?:^|[\s[{,])&[\w-]/))
    return { refusal: "the prefill worker defines anchors that others use" };
  const unused = unusedEngineFile(loaded, read, prefill.worker);
  return { edits: [...edits, ...unused].sort((a, b) => a.range.start - b.range.start) };
}

/** The prefill worker's own engine file goes with it. */
function unusedEngineFile(
  loaded: LoadedFile,
  read: ReadDeployment,
  prefill: ManifestWorker,
): readonly TextEdit[] {
  const file = prefill.engineFiles.at(-1);
  if (file?.how !== "config-map" || file.via === undefined || file.file !== loaded.source.file) return [];
  if (
    read.deployment.workers.some(
      (other) =>
        other.component !== prefill.component && other.engineFiles.some((one) => one.via === file.via),
    )
  )
    return [];
  const [map = "", key = ""] = file.via.replace(/^ConfigMap /, "").split(", ");
  const data = configMapsOf(loaded).data(map);
  const block = dataBlock(loaded.source, data, key);
  const others = loaded.source.text.split(key).length - 1;
  // A key that is named anywhere else (another deployment, a comment) stays.
  return block && others <= 2 ? [{ range: block.range, text: "" }] : [];
}
