import { expect, it } from "vitest";
import { migrations } from "../../db/migrations/index.ts";
import { fingerprints, shipped, versionNow } from "./shipped.ts";

const HOW = "When a version is released, `node test/platform/shipped.ts` lists what its migrations do.";

it("a migration that was released is as it was then, and none comes between those (O9)", async () => {
  const { migrations: released } = shipped();
  const names = Object.keys(released);
  expect(names.length).toBeGreaterThan(20);
  const now = await fingerprints();
  const changed = names.filter((name) => now[name] !== released[name]);
  expect(changed, "Released migrations are never changed: write another one, with a later number.").toEqual([]);
  expect(Object.keys(now).slice(0, names.length), "A new migration comes after all that were released.").toEqual(names);
});

it("every migration is listed when its version is released (O9)", () => {
  const { version, migrations: released } = shipped();
  const unlisted = Object.keys(migrations).filter((name) => !(name in released));
  // Those of the version in the making are listed with it.
  expect(version === versionNow() ? [] : unlisted, HOW).toEqual([]);
});

it("a changed statement, and a changed step between statements, make another fingerprint (O9)", async () => {
  const name = "0007-half-filled-forms";
  const load = migrations[name];
  if (!load) throw new Error("There is no such migration");
  const { [name]: one } = await fingerprints({ [name]: load });
  const { [name]: other } = await fingerprints({
    [name]: async () => ({
      async up(db) {
        await (await load()).up(db);
        await db.schema.alterTable("half_filled_form").addColumn("further", "text").execute();
      },
    }),
  });
  expect(one).toBe(shipped().migrations[name]);
  expect(other).not.toBe(one);
});
