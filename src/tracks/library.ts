/** The working roles and the tracks that Drumbeat brings along: data in `db/templates`, read when first needed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { memoizeByText } from "../platform/memoize.ts";
import { type Both, bothLanguages, trackTemplateSchema } from "./template.ts";

export const BUILT_IN = ["rollout", "welcome", "leaving", "campaign"] as const;

/** Of a working role: what it is for. */
export const descriptionSchema = z.strictObject({
  name: bothLanguages,
  answersFor: bothLanguages.optional(),
  /** Of the role, and of nobody who holds it. */
  skills: z.array(bothLanguages),
  tasks: z.array(bothLanguages),
  /** Of whoever joins in it; none: the first of the tasks. */
  firstTasks: z.array(bothLanguages),
  /** “Developer: schemas”: to which role, and what. */
  gives: z.array(bothLanguages),
  /** “Developer: data-collection requirements”: of which role, and what. */
  needs: z.array(bothLanguages),
  /** “Get started: https://…”: what is read, and where. */
  learning: z.array(bothLanguages),
});
export type Description = z.infer<typeof descriptionSchema>;

/** What one role gives to another is what the other needs of it: written once, read on both cards. */
const handOffSchema = z.strictObject({ from: z.string(), to: z.string(), what: bothLanguages });

const librarySchema = z.strictObject({
  version: z.literal(1),
  roles: z.array(z.strictObject({ key: z.string(), ...descriptionSchema.omit({ gives: true, needs: true }).shape })),
  handOffs: z.array(handOffSchema),
});

const FOLDER = join(import.meta.dirname, "../../db/templates");

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
}

interface HandOff extends z.infer<typeof handOffSchema> {
  /** As it stands on the card of whoever gives it: with the name of the other role. */
  line: Both;
}

const readLibrary = memoizeByText((file) => {
  const { roles, handOffs: written } = librarySchema.parse(readJson(file));
  const names = new Map(roles.map(({ key, name }) => [key, name]));
  const handOffs = written.map((each): HandOff => ({ ...each, line: ofRole(names.get(each.to), each.what) }));
  const descriptions = roles.map(({ key, ...description }): [string, Description] => {
    const gives = handOffs.filter(({ from }) => from === key).map(({ line }) => line);
    const needs = handOffs.filter(({ to }) => to === key).map(({ from, what }) => ofRole(names.get(from), what));
    return [key, { ...description, gives, needs }];
  });
  return { roles: new Map(descriptions), handOffs };
});

function ofRole(name: Both | undefined, what: Both): Both {
  if (!name) throw new Error("A hand-off names a role that the library does not have");
  return { en: `${name.en}: ${what.en}`, fr: `${name.fr}\u00a0: ${what.fr}` };
}

const LIBRARY = "working-roles.json";

/** By key. */
export const roleLibrary = (): ReadonlyMap<string, Description> => readLibrary(LIBRARY).roles;

/** What a role of the library gives, and to which role. */
export function handOffsFrom(key: string): HandOff[] {
  return readLibrary(LIBRARY).handOffs.filter(({ from }) => from === key);
}

export const builtInTrack = memoizeByText((key) => trackTemplateSchema.parse(readJson(`tracks/${key}.json`)));
