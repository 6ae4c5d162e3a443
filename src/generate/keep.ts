import type { Backend, Role } from "../domain/deployment.js";

/** API versions of a DynamoGraphDeployment. */
export type DgdApiVersion = "nvidia.com/v1alpha1" | "nvidia.com/v1beta1";

/** Where the engine settings of a worker are written, when a file holds them. */
export type KeptEngineFile =
  /** `data.<key>` of the ConfigMap document `documentIndex`; `path` is what the command line names */
  | { readonly kind: "configmap"; readonly documentIndex: number; readonly key: string; readonly path: string }
  /** a here-document inside the worker's own script */
  | { readonly kind: "heredoc"; readonly path: string };

/** One engine worker of the old manifest. Frontends, planners and other components need no entry: they stay as they are. */
export interface KeptWorker {
  readonly role: Role;
  /** the key below `spec.services`, or `name` of the entry of `spec.components` */
  readonly component: string;
  readonly engineFile?: KeptEngineFile;
}

/** What a rewrite must know about the manifest whose names, images, volumes, environment and namespace it keeps. */
export interface KeepFromManifest {
  /** the whole file */
  readonly text: string;
  /** position of the DynamoGraphDeployment among the YAML documents of `text`, from 0 */
  readonly documentIndex: number;
  readonly apiVersion: DgdApiVersion;
  readonly backend: Backend;
  readonly workers: readonly KeptWorker[];
  /** e.g. `1.3.0`; decides the names of role flags; absent: the newest known release */
  readonly dynamoVersion?: string;
}

/** A manifest written anew from an old one, or why that is not possible. */
export type RewriteResult =
  | { readonly kind: "rewritten"; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly reason: string };
