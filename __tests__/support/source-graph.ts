import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const SRC = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "src");

/** How an import is used: `load` runs the other file first, `type` leaves no trace, `lazy` runs it when it is needed. */
export type ImportKind = "load" | "type" | "lazy";

/** A file of `src/` as the compiler reads it. Paths are relative to `src/`, with forward slashes. */
export interface SourceFile {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly {
    readonly target: string;
    readonly kind: ImportKind;
    readonly names: readonly string[];
  }[];
  /** names that this file declares and exports; names that it only hands on are not among them */
  readonly declared: readonly string[];
  /** every name that occurs in the file, how often */
  readonly words: ReadonlyMap<string, number>;
}

/** Reads all of `src/`, the page's components (`.tsx`) included. */
export function readSources(): readonly SourceFile[] {
  const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((full) => readSource(full, readFileSync(full, "utf8")))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const components = new Set(sources.map(({ file }) => file).filter((file) => file.endsWith(".tsx")));
  const written = (target: string): string => (components.has(`${target}x`) ? `${target}x` : target);
  return sources.map((source) => ({
    ...source,
    imports: source.imports.map((entry) => ({ ...entry, target: written(entry.target) })),
  }));
}

const relative = (full: string): string => path.relative(SRC, full).split(path.sep).join("/");

function readSource(full: string, text: string): SourceFile {
  const tree = ts.createSourceFile(full, text, ts.ScriptTarget.ES2022, true);
  const imports: SourceFile["imports"][number][] = [];
  const declared: string[] = [];
  const words = new Map<string, number>();
  const note = (specifier: ts.Expression | undefined, kind: ImportKind, names: readonly string[]): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return;
    const target = relative(path.resolve(path.dirname(full), specifier.text)).replace(/\.js$/, ".ts");
    imports.push({ target, kind, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      note(node.moduleSpecifier, importKind(node.importClause), importNames(node.importClause));
    else if (ts.isExportDeclaration(node))
      note(node.moduleSpecifier, node.isTypeOnly ? "type" : "load", exportNames(node));
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      note(node.arguments[0], "lazy", []);
    else if (ts.isIdentifier(node)) words.set(node.text, (words.get(node.text) ?? 0) + 1);
    if (isExported(node)) declared.push(...namesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { file: relative(full), lines: text.split("\n").length - 1, imports, declared, words };
}

function importKind(clause: ts.ImportClause | undefined): ImportKind {
  if (clause === undefined) return "load";
  const named = clause.namedBindings;
  const onlyTypes =
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly);
  return clause.isTypeOnly || onlyTypes ? "type" : "load";
}

function importNames(clause: ts.ImportClause | undefined): readonly string[] {
  const named = clause?.namedBindings;
  if (named === undefined || !ts.isNamedImports(named)) return [];
  return named.elements.map((element) => (element.propertyName ?? element.name).text);
}

function exportNames(node: ts.ExportDeclaration): readonly string[] {
  const clause = node.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map((element) => (element.propertyName ?? element.name).text);
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  const { name } = node as Partial<ts.NamedDeclaration>;
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

/** Groups of files that reach each other over imports of these kinds, each sorted. */
export function circlesOf(
  sources: readonly SourceFile[],
  kinds: readonly ImportKind[],
): readonly (readonly string[])[] {
  const next = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter(({ kind }) => kinds.includes(kind)).map(({ target }) => target),
    ]),
  );
  const reach = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const waiting = [...(next.get(start) ?? [])];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop())
      if (next.has(file) && !seen.has(file)) {
        seen.add(file);
        waiting.push(...next.get(file)!);
      }
    return seen;
  };
  const reached = new Map([...next.keys()].map((file) => [file, reach(file)]));
  const inCircle = [...next.keys()].filter((file) => reached.get(file)!.has(file));
  const circles = new Map(
    inCircle.map((file) => {
      const circle = inCircle.filter(
        (other) => reached.get(file)!.has(other) && reached.get(other)!.has(file),
      );
      return [circle.join(), circle.sort()] as const;
    }),
  );
  return [...circles.values()];
}
