/**
 * D of the mission: roles, order and hand-offs.
 *
 * Not built yet: D2 tracks, D3 starter tasks and welcome, D4 hand-offs that are asked for and accepted.
 */
import { expect, it } from "vitest";
import { rolesSeenBy, setRole } from "./acts-roles.ts";
import { aCompany, LOYALTY } from "./company.ts";

it("D1 roles of the library and of one's own have responsibilities, skills, tasks and holders", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Administrator", holders: ["priya"] });
  await setRole(run, "tom", { change: "Marketer", holders: ["priya", "chloe"] });
  await setRole(run, "tom", {
    add: "Tester",
    answersFor: "Quality",
    tasks: "Test plan",
    skills: "Patience",
    holders: ["oliver"],
  });
  const seen = await rolesSeenBy(run, "margaret");
  expect(seen).toContain("Administrator · Priya Raman alone Answers for: environment and access Tasks: sandboxes");
  // One person may hold several.
  expect(seen).toContain("Marketer · Priya Raman and Chloé Durand");
  for (const role of ["Data engineer · nobody yet", "Developer · nobody yet"]) expect(seen).toContain(role);
  expect(seen).toContain("Tester · Oliver Hughes alone Answers for: Quality Tasks: Test plan Skills: Patience");
  expect(seen).toContain("2 roles without a holder · 2 roles with one holder");
  expect(await rolesSeenBy(run, "sam")).toBeNull();
});

it("D1 les rôles se lisent en français", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  const seen = await rolesSeenBy(run, "chloe");
  expect(seen).toContain(
    "Ingénieur de données · personne pour l’instant Répond de : les données de profil et leurs sources",
  );
  expect(seen).toContain("Donne à Développeur : schémas, structure des événements, format des données envoyées");
});
