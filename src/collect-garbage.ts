import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What V8's own `gc` is asked for; `last-resort` also gives room for young objects back. */
interface Collection {
  readonly type: "major";
  readonly execution: "sync";
  readonly flavor: "last-resort";
}

/** Collects garbage now, on any Node, started with whatever flags. */
export function collectGarbage(how?: Collection): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as (how?: Collection) => void)(how);
}
