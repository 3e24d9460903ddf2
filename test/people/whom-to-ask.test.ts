import { expect, it } from "vitest";
import { aRun, LEA, TOM, textOf } from "../support/run.ts";

it("says whom to ask where no admin is known yet, and names them once they are (K8)", async () => {
  const run = await aRun({
    people: [LEA, TOM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
  });
  const refused = async (handle: string, line: string) => {
    const { response } = await run.as(handle).command(line);
    return response ? textOf(response) : "";
  };
  await run.db.updateTable("workspace").set({ who_may_create: "admins" }).execute();
  expect(await refused("tom", "/drumbeat admin")).toContain("Only a Drumbeat admin can do this. Ask Workspace Owner.");
  await run.db.updateTable("person").set({ is_admin: 0 }).execute();
  expect(await refused("tom", "/drumbeat admin")).toContain(
    "Only a Drumbeat admin can do this. Ask an owner of this Slack workspace.",
  );
  expect(await refused("lea", "/drumbeat admin")).toContain(
    "Seule l’administration de Drumbeat peut le faire. Adressez-vous à un propriétaire de cet espace de travail Slack.",
  );
  expect(await refused("tom", "/drumbeat program new")).toContain("Ask an owner of this Slack workspace.");
});
