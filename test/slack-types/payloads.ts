/** Judges blocks and views by Slack's own declarations (schema.json, see make.ts), never by our tables. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const propertySchema = z.looseObject({
  const: z.unknown().optional(),
  "x-text": z.number().optional(),
  "x-items": z.number().optional(),
});
const definitionSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).optional() });
export const slackTypes = z
  .object({ from: z.string(), definitions: z.record(z.string(), definitionSchema) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "schema.json"), "utf8")));

/** The value of `type` → the definition's name. */
const nameOfType = new Map(
  Object.entries(slackTypes.definitions).flatMap(([name, { properties }]) => {
    const type = properties?.type?.const;
    return typeof type === "string" ? [[type, name] as const] : [];
  }),
);

const validators = new Map<string, z.ZodType>();
function validatorOf(name: string): z.ZodType {
  const known = validators.get(name);
  if (known) return known;
  const { definitions } = slackTypes;
  const $schema = "http://json-schema.org/draft-07/schema#";
  const text = JSON.stringify({ $schema, definitions, $ref: `#/definitions/${name}` });
  const made = z.fromJSONSchema(JSON.parse(text, asDocumented));
  validators.set(name, made);
  return made;
}

const ofOptionValue = z.object({ type: z.literal("string"), maxLength: z.literal(75) });
/** The value of an option: 75 in the declarations, 150 on Slack's page (docs.slack.dev/…/option-object), which holds. */
function asDocumented(key: string, value: unknown): unknown {
  return key === "value" && ofOptionValue.safeParse(value).success ? { type: "string", maxLength: 150 } : value;
}

const typed = z.looseObject({ type: z.string() });

/** What Slack's declarations do not allow of the blocks of a message, each with its place. */
export function problemsInMessage(blocks: unknown): string[] {
  const list = z.array(z.unknown()).safeParse(blocks);
  return list.success
    ? list.data.flatMap((block, index) => problemsIn(block, `blocks[${index}]`))
    : ["blocks: no list"];
}

/** Of a modal or a Home tab. */
export function problemsInView(view: unknown): string[] {
  const parsed = z.looseObject({ type: z.enum(["modal", "home"]), blocks: z.array(z.unknown()) }).safeParse(view);
  if (!parsed.success) return ["view: neither modal nor home"];
  const { blocks, ...rest } = parsed.data;
  const name = rest.type === "modal" ? "ModalView" : "HomeView";
  const outer = validatorOf(name).safeParse({ ...rest, blocks: blocks.map(() => ({ type: "divider" })) });
  return [
    ...(outer.success ? [] : [`view: ${z.prettifyError(outer.error)}`]),
    ...tooLong(rest, name, "view"),
    ...blocks.flatMap((block, index) => problemsIn(block, `view.blocks[${index}]`)),
  ];
}

/** Those that are blocks; one that is declared as one of several forms, as an image is, is judged as any block. */
const blockNames = new Set(
  z
    .object({ anyOf: z.array(z.object({ $ref: z.string() })) })
    .parse(slackTypes.definitions.KnownBlock)
    .anyOf.map(({ $ref }) => $ref.replace("#/definitions/", "")),
);

/** Blocks that are allowed: most of them come again, in other messages and each time that a Home tab is shown. */
const allowed = new Set<string>();

function problemsIn(block: unknown, place: string): string[] {
  const text = JSON.stringify(block);
  if (allowed.has(text)) return [];
  const found = problemsFound(block, place);
  if (allowed.size > 20_000) allowed.clear();
  if (found.length === 0) allowed.add(text);
  return found;
}

function problemsFound(block: unknown, place: string): string[] {
  const parsed = typed.safeParse(block);
  if (!parsed.success) return [`${place}: no block`];
  const known = nameOfType.get(parsed.data.type) ?? "";
  const name = blockNames.has(known) ? known : "KnownBlock";
  const judged = validatorOf(name).safeParse(block);
  const wrong = judged.success ? [] : [`${place} (${parsed.data.type}): ${z.prettifyError(judged.error)}`];
  return [...wrong, ...tooLong(block, name, place)];
}

/** Without a type of their own. */
const NAMED_BY_PROPERTY: Record<string, string> = {
  confirm: "ConfirmationDialog",
  options: "PlainTextOption",
  initial_option: "PlainTextOption",
  initial_options: "PlainTextOption",
};

/** Limits of text objects, which the schema has beside its own words. */
function tooLong(value: unknown, name: string | undefined, place: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => tooLong(each, nameIn(each) ?? name, `${place}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  const properties = slackTypes.definitions[nameIn(value) ?? name ?? ""]?.properties ?? {};
  return Object.entries(value).flatMap(([key, member]) => {
    const limits = properties[key];
    const texts = Array.isArray(member) ? member : [member];
    const most = (Array.isArray(member) ? limits?.["x-items"] : limits?.["x-text"]) ?? Number.POSITIVE_INFINITY;
    const over = texts.flatMap((text) => {
      const length = textIn(text, "text").length;
      return length > most ? [`${place}.${key}: ${length} characters of at most ${most}`] : [];
    });
    return [...over, ...tooLong(member, NAMED_BY_PROPERTY[key], `${place}.${key}`)];
  });
}

function nameIn(value: unknown): string | undefined {
  return nameOfType.get(textIn(value, "type"));
}

/** Of every member of every block: a schema that says no says so at length. */
function textIn(value: unknown, key: "text" | "type"): string {
  if (typeof value !== "object" || value === null || !(key in value)) return "";
  const member: unknown = Reflect.get(value, key);
  return typeof member === "string" ? member : "";
}
