/**
 * `npm run size`: what each capability asks of whoever meets it (message kinds, forms, tables, commands, settings, questions) and
 * of whoever reads it (files, tokens, imports from others and by others). Writes the table of `docs/architecture.md`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { z } from "zod";
import { allCapabilities } from "../src/app/all-capabilities.ts";
import { tableOf, writeInto } from "../test/support/measured-docs.ts";
import { isNode, type Node, parse, walk } from "./syntax.ts";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");
const TEMPLATES = join(ROOT, "db/templates");

interface SourceFile {
  folder: string;
  path: string;
  text: string;
  nodes: Node[];
}

export interface Size {
  folder: string;
  kinds: number;
  forms: number;
  tables: number;
  commands: number;
  settings: number;
  questions: number;
  files: number;
  tokens: number;
  importsOfOthers: number;
  importsByOthers: number;
}

/** By folder of `src`, in the order of its letters. */
export function sizes(): Size[] {
  const files = sourceFiles();
  const imports = files.flatMap(importsOf);
  const folders = [...new Set(files.map(({ folder }) => folder))].toSorted();

  return folders.map((folder) => {
    const own = files.filter((file) => file.folder === folder);
    const nodes = own.flatMap((file) => file.nodes);
    return {
      folder,
      kinds: allCapabilities.find(({ name }) => name === folder)?.messages?.length ?? kindsIn(nodes),
      forms: formsIn(nodes),
      tables: tablesIn(nodes),
      commands: commandsIn(own),
      settings: settingsIn(folder, own),
      questions: folder === "cadences" ? questionsInTemplates() : 0,
      files: own.length,
      tokens: own.map(({ text }) => tokensIn(text)).reduce((sum, count) => sum + count, 0),
      importsOfOthers: imports.filter(({ from, to }) => from === folder && to !== folder).length,
      importsByOthers: imports.filter(({ from, to }) => to === folder && from !== folder).length,
    };
  });
}

function sourceFiles(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && path.includes("/"))
    .map((path) => {
      const text = readFileSync(join(SRC, path), "utf8");
      return { folder: path.split("/")[0] ?? "", path, text, nodes: [...walk(parse(text))] };
    });
}

function importsOf({ folder, path, text }: SourceFile): { from: string; to: string }[] {
  return [...text.matchAll(/^(?:import|export)\b[^"';]*? from "(\.[^"]+)";/gm)].map(([, source = ""]) => ({
    from: folder,
    to: normalize(join(path, "..", source)).split("/")[0] ?? "",
  }));
}

/** Functions and constants that are declared as a kind of message. */
function kindsIn(nodes: readonly Node[]): number {
  return nodes.filter(
    ({ type, id, returnType }) =>
      (type === "VariableDeclarator" && isNode(id) && namesType(id.typeAnnotation, "MessageKind")) ||
      (type === "FunctionDeclaration" && namesType(returnType, "MessageKind")),
  ).length;
}

function namesType(annotation: unknown, name: string): boolean {
  if (!isNode(annotation) || !isNode(annotation.typeAnnotation)) return false;
  const { typeName } = annotation.typeAnnotation;
  return isNode(typeName) && typeName.name === name;
}

/** Each `new Form`; where a function makes several, each call of it instead. */
function formsIn(nodes: readonly Node[]): number {
  const isNewForm = (node: Node) => node.type === "NewExpression" && isNode(node.callee) && node.callee.name === "Form";
  const makers = nodes.filter((node) => node.type === "FunctionDeclaration" && [...walk(node)].some(isNewForm));
  const calls = makers.map(({ id }) => {
    const name = isNode(id) ? id.name : "";
    return nodes.filter(({ type, callee }) => type === "CallExpression" && isNode(callee) && callee.name === name)
      .length;
  });
  const direct = nodes.filter(isNewForm).length - makers.length;
  return calls.reduce((sum, count) => sum + Math.max(count, 1), direct);
}

function tablesIn(nodes: readonly Node[]): number {
  return nodes
    .filter(({ type, id }) => type === "TSInterfaceDeclaration" && isNode(id) && id.name === "Tables")
    .flatMap(({ body }) => (isNode(body) && Array.isArray(body.body) ? body.body : [])).length;
}

/** First words of `/drumbeat`. */
function commandsIn(files: readonly SourceFile[]): number {
  const words = files.flatMap(({ text }) => [...text.matchAll(/\bword: "([a-z-]+)"/g)].map(([, word]) => word));
  return new Set(words).size;
}

/** Variables of the environment, and the fields of the two forms of settings. */
function settingsIn(folder: string, files: readonly SourceFile[]): number {
  const isOfForms = ({ path }: SourceFile) => /^settings\/(?:preferences|workspace)\/.*-screen\.ts$/.test(path);
  if (folder === "settings") return files.filter(isOfForms).flatMap(({ nodes }) => fieldsIn(nodes)).length;

  const config = files.find(({ path }) => path === "platform/config.ts");
  const [, environment = ""] = config?.text.match(/^const environment = z\.object\(\{$(.*?)^\}\);$/ms) ?? [];
  const variables = environment.match(/^ {2}[A-Z][A-Z_]+: /gm) ?? [];
  return variables.length;
}

/** The members of each `z.object` whose members are fields of a form. */
function fieldsIn(nodes: readonly Node[]): unknown[] {
  return nodes
    .filter(({ type, id }) => type === "VariableDeclarator" && isNode(id) && id.name === "fields")
    .flatMap(({ init }) => (isNode(init) && Array.isArray(init.arguments) ? init.arguments : []))
    .flatMap((shape) => (isNode(shape) && Array.isArray(shape.properties) ? shape.properties : []));
}

const templateSchema = z.object({ questions: z.array(z.object({ key: z.string() })) });

function questionsInTemplates(): number {
  return readdirSync(TEMPLATES)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => templateSchema.safeParse(JSON.parse(readFileSync(join(TEMPLATES, file), "utf8"))).data ?? [])
    .flatMap(({ questions }) => questions).length;
}

/** Names, numbers, texts and signs; no comments. */
function tokensIn(text: string): number {
  const code = text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
  return code.match(/[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[^\s\w]/g)?.length ?? 0;
}

const SURFACE = ["kinds", "forms", "tables", "commands", "settings", "questions"] as const;
const SOURCE = ["files", "tokens", "importsOfOthers", "importsByOthers"] as const;
const HEAD = ["", "kinds of messages", "forms", "tables", "commands", "settings", "questions"];

/** What is budgeted, and what is reported alone. */
export function tableOfSizes(all: readonly Size[]): string {
  const columns = [...SURFACE, ...SOURCE];
  const total = (column: (typeof columns)[number]) =>
    all.map((each) => each[column]).reduce((sum, one) => sum + one, 0);
  const rows = all.map((each) => [each.folder, ...columns.map((column) => String(each[column]))]);
  const heads = [...HEAD, "files", "tokens", "imports of others", "imported by others"];
  return tableOf(heads, [...rows, ["all", ...columns.map((column) => String(total(column)))]]);
}

if (import.meta.main) {
  const table = tableOfSizes(sizes());
  await writeInto(join(ROOT, "docs/architecture.md"), new Map([["sizes", table]]));
  process.stdout.write(`${table}\n`);
}
