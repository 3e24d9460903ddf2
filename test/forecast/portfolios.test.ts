/** What is copied for a forecast of one person, or of one program, where portfolios are over programs. */
import { expect, it } from "vitest";
import { closureOf } from "../../src/forecast/copy.ts";
import { aDatabase } from "../support/databases.ts";
import { FINANCE, portfolioWorld, RETAIL } from "../support/portfolios.ts";

it("takes in portfolios over programs, what they cover, and whoever sits there", async () => {
  const world = await portfolioWorld(await aDatabase("SQLite"));
  const { db, record, idOf, handleOf, create, createPortfolio } = world;
  const shops = await create("Shops", { lead: ["tom"] }, [RETAIL]);
  const books = await create("Books", { lead: ["priya"] }, [RETAIL]);
  const ledger = await create("Ledger", { lead: ["ines"] }, [FINANCE]);
  const retail = await createPortfolio({ title: "Retail", label: RETAIL, members: ["cara", "carl"], secretary: "sue" });
  const finance = await createPortfolio({ title: "Finance", label: FINANCE, members: ["amir"] });
  const named = new Map([shops, books, ledger, retail, finance].map(({ id, title }) => [id, title]));
  const closure = async (about: { person?: string; programId?: string }) => {
    const { person, programId } = about;
    const personId = person === undefined ? undefined : idOf(person);
    const found = await closureOf(db, record.workspaceId, { personId, programId });
    return {
      programs: found?.programIds.map((id) => named.get(id)).toSorted(),
      people: found?.personIds.map(handleOf).toSorted(),
    };
  };

  const ofRetail = {
    programs: ["Books", "Retail", "Shops"],
    people: ["cara", "carl", "priya", "sue", "tom"],
  };
  expect(await closure({ person: "cara" })).toEqual(ofRetail);
  expect(await closure({ programId: retail.id })).toEqual(ofRetail);
  // The digests of those above it have other programs too.
  expect(await closure({ programId: shops.id })).toEqual(ofRetail);
  expect(await closure({ person: "tom" })).toEqual({
    programs: ["Retail", "Shops"],
    people: ["cara", "carl", "sue", "tom"],
  });
  expect(await closure({ person: "amir" })).toEqual({ programs: ["Finance", "Ledger"], people: ["amir", "ines"] });

  // Whoever covers for a member gets what is put to them.
  await world.goAway("amir", 10);
  await db
    .updateTable("absence")
    .set({ delegate_person_id: idOf("sam") })
    .execute();
  expect(await closure({ person: "sam" })).toEqual({
    programs: ["Finance", "Ledger"],
    people: ["amir", "ines", "sam"],
  });
});
