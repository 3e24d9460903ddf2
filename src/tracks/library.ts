/** The working roles and the tracks that Drumbeat brings along: data in `db/templates`, read when first needed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { memoizeByText } from "../platform/memoize.ts";
import { bothLanguages, trackTemplateSchema } from "./template.ts";

export const BUILT_IN = ["rollout", "welcome", "leaving", "campaign"] as const;

/** Of a working role: what it is for. */
export const descriptionSchema = z.strictObject({
  name: bothLanguages,
  answersFor: bothLanguages.optional(),
  /** Of the role, and of nobody who holds it. */
  skills: z.array(bothLanguages),
  tasks: z.array(bothLanguages),
  /** Of whoever joins in it; left out: the first of the tasks. */
  firstTask: bothLanguages.optional(),
  /** “Developer: schemas”: to which role, and what. */
  gives: z.array(bothLanguages),
  /** “Developer: data-collection requirements”: of which role, and what. */
  needs: z.array(bothLanguages),
});
export type Description = z.infer<typeof descriptionSchema>;

const librarySchema = z.strictObject({
  version: z.literal(1),
  roles: z.array(z.strictObject({ key: z.string(), ...descriptionSchema.shape })),
});

const FOLDER = join(import.meta.dirname, "../../db/templates");

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
}

const readRoles = memoizeByText((file) => {
  const { roles } = librarySchema.parse(readJson(file));
  return new Map(roles.map(({ key, ...description }) => [key, description]));
});

/** By key. */
export const roleLibrary = (): ReadonlyMap<string, Description> => readRoles("working-roles.json");

export const builtInTrack = memoizeByText((key) => trackTemplateSchema.parse(readJson(`tracks/${key}.json`)));
