import type { Migration } from "kysely/migration";

/** By name, in the order of the names. They are loaded when there is one to be done. */
export type Migrations = Record<string, () => Promise<Migration>>;

/**
 * A released migration is never edited. None is yet: the baseline is edited in place, and its name ends with the
 * fingerprint of what it creates (`test/platform/baseline.test.ts` says which).
 */
export const migrations: Migrations = {
  "0001-baseline-e781b3a6": () => import("./baseline/baseline.ts"),
};
