import { render } from "preact";
import type { ExplorerPayload } from "../payload.js";
import { App } from "./app.js";

/** The data that the page came with: JSON, compressed, in base64 (`src/explorer/html.ts`). */
async function readPayload(): Promise<ExplorerPayload> {
  const packed = JSON.parse(document.getElementById("data")!.textContent ?? "") as string;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.codePointAt(0)!);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as ExplorerPayload;
}

const root = document.getElementById("app")!;
try {
  render(<App page={await readPayload()} />, root);
} catch (error) {
  root.textContent = `This page cannot show its data: ${error instanceof Error ? error.message : String(error)}`;
}
