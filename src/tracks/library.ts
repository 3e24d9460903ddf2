/** The working roles and the tracks that Drumbeat brings along: data in `db/templates`, read when first needed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bothLanguages, type TrackTemplate, trackTemplateSchema } from "./template.ts";

export const BUILT_IN = ["rollout", "welcome", "leaving", "campaign"] as const;

export const roleSchema = z.strictObject({
  key: z.string(),
  name: bothLanguages,
  answersFor: bothLanguages,
  /** Of the role, and of nobody who holds it. */
  skills: z.array(bothLanguages),
  tasks: z.array(bothLanguages),
  firstTask: bothLanguages,
});

const handOffSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  gives: bothLanguages,
  /** What `from` needs of `to` in return. */
  needs: bothLanguages,
});

const librarySchema = z.strictObject({
  version: z.literal(1),
  roles: z.array(roleSchema),
  handOffs: z.array(handOffSchema),
});

const FOLDER = join(import.meta.dirname, "../../db/templates");

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
}

let library: z.infer<typeof librarySchema> | undefined;

export function roleLibrary(): z.infer<typeof librarySchema> {
  library ??= librarySchema.parse(readJson("working-roles.json"));
  return library;
}

const tracks = new Map<string, TrackTemplate>();

export function builtInTrack(key: (typeof BUILT_IN)[number]): TrackTemplate {
  const known = tracks.get(key) ?? trackTemplateSchema.parse(readJson(`tracks/${key}.json`));
  tracks.set(key, known);
  return known;
}
