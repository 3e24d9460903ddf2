/**
 * C3 of the mission: work requests, from intake to report.
 */
import { expect, it } from "vitest";
import { inbox } from "./acts.ts";
import { setRole } from "./acts-roles.ts";
import { away } from "./acts-setup.ts";
import { declineStep, finishStep, stepOf } from "./acts-tracks.ts";
import {
  addMissing,
  approve,
  ask,
  begin,
  card,
  missing,
  object,
  raciSeenBy,
  requestsSeenBy,
  sendBack,
  takeRequests,
  timesSeenBy,
} from "./acts-work.ts";
import { aCompany, LOYALTY, STORES } from "./company.ts";

const ANSWERS = {
  ...{ campaign: "Win-back", goal: "Bring back a tenth of the lapsed", audience: "Gone for a year" },
  ...{ value: "0", effort: "1", risk: "Consent is old" },
};

it("C3 a campaign is asked for, validated, put in order, created, tested, sent back once, run and reported on", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Administrator", holders: ["priya"] });
  await setRole(run, "tom", { change: "Marketer", holders: ["oliver"] });
  await setRole(run, "tom", { change: "Developer", holders: ["dan"] });
  await setRole(run, "tom", { change: "Data engineer", holders: ["chloe"] });
  await takeRequests(run, "tom", "campaign");
  await run.to("2026-11-02T11:00:00Z");
  expect(await raciSeenBy(run, "tom")).toMatch(
    /Campaign request\nValidation\nR Administrator \(Priya Raman\) · A Lead \(Tom Baker\)[\s\S]*QA\nR Developer \(Dan Olsen\)/i,
  );
  // Sam is in no program.
  await ask(run, "sam", ANSWERS);
  await run.to("2026-11-03T11:00:00Z");
  expect(card(run, "sam", "Win-back")).toContain("Now: Validation, with Priya Raman, by Wed 4 Nov.");
  expect(await requestsSeenBy(run, "sam")).toContain("Win-back · LOY-W-1 · Loyalty\nNow: Validation, with Priya Raman");
  await missing(run, "priya", "Validation · Win-back", "Which channels?");
  expect(inbox(run, "sam", "Which channels?")).not.toEqual([]);
  await addMissing(run, "sam", { channels: "Mail, push" });
  await run.to("2026-11-04T11:00:00Z");
  await finishStep(run, "priya", "Validation · Win-back");
  await run.to("2026-11-05T11:00:00Z");
  expect(await requestsSeenBy(run, "tom")).toContain("Value: High · Effort: Weeks · Risk: Consent is old");
  expect(inbox(run, "chloe", "« Création » de « Win-back ». Objection possible jusqu’au")).not.toEqual([]);
  await begin(run, "tom", "Win-back");
  await run.to("2026-11-06T11:00:00Z");
  // Nobody is consulted on their own request; whoever is can object until the step begins, here once creation is due.
  expect(inbox(run, "sam", "Consulted")).toEqual([]);
  expect(
    inbox(run, "sam", "*Informed*: Validation of “Win-back” is done, by Priya Raman. Next: Prioritisation"),
  ).not.toEqual([]);
  expect(inbox(run, "chloe", "« Recette » de « Win-back ». Objection possible jusqu’au jeu. 12 nov.")).not.toEqual([]);
  await object(run, "chloe", "Recette", "Test on Android too");
  await run.to("2026-11-06T12:00:00Z");
  for (const who of ["dan", "tom"]) expect(inbox(run, who, "Test on Android too")).not.toEqual([]);
  await finishStep(run, "oliver", "Creation · Win-back");
  await run.to("2026-11-09T11:00:00Z");
  await finishStep(run, "dan", "QA · Win-back");
  await run.to("2026-11-09T12:00:00Z");
  expect(card(run, "sam", "Win-back")).toContain("QA waits for approval by Tom Baker.");
  await sendBack(run, "tom", "QA · Win-back", "Not on Android");
  await run.to("2026-11-10T11:00:00Z");
  expect(stepOf(run, "dan", "Not on Android")).toContain("*Back to you*: QA · Win-back");
  await finishStep(run, "dan", "QA · Win-back");
  await approve(run, "tom", "QA · Win-back");
  await run.to("2026-11-11T11:00:00Z");
  await finishStep(run, "oliver", "Execution · Win-back");
  await run.to("2026-11-12T11:00:00Z");
  await finishStep(run, "oliver", "Report · Win-back", "Nine in a hundred came back");
  await run.to("2026-11-12T12:00:00Z");
  expect(card(run, "sam", "Win-back")).toMatch(
    /✓ Finished on Thu 12 Nov\.\s+│ Oliver Hughes: Nine in a hundred came back/,
  );
  expect(await requestsSeenBy(run, "sam")).toContain("✓ Finished");
  expect(await timesSeenBy(run, "tom")).toMatch(/Shown once five requests of a type have finished[\s\S]*1 finished/i);
});

it("C3 a step that is late stays with whoever has it, and whoever is away is passed over, at the gate too", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Administrator", holders: ["priya"] });
  await setRole(run, "tom", { change: "Marketer", holders: ["oliver"] });
  await takeRequests(run, "tom", "campaign");
  await run.to("2026-11-02T11:00:00Z");
  await ask(run, "sam", ANSWERS);
  await away(run, "tom", { from: "2026-11-06", until: "2026-11-27" });
  await run.to("2026-11-05T11:00:00Z");
  expect(inbox(run, "priya", "*Due today*: “Validation · Win-back”. Tom Baker waits for it.")).not.toEqual([]);
  expect(
    inbox(run, "tom", "*Priya Raman* is 1 working day late with “Validation · Win-back”, due Wed 4 Nov."),
  ).not.toEqual([]);
  expect(card(run, "sam", "Win-back")).toContain("Now: Validation, with Priya Raman, late, was due Wed 4 Nov.");
  await run.to("2026-11-06T11:00:00Z");
  await finishStep(run, "priya", "Validation · Win-back");
  await run.to("2026-11-09T11:00:00Z");
  await begin(run, "dan", "Win-back");
  await run.to("2026-11-10T11:00:00Z");
  expect(stepOf(run, "oliver", "Creation · Win-back")).toContain("“QA” follows, planned for Mon 16 Nov.");
  await finishStep(run, "oliver", "Creation · Win-back");
  await run.to("2026-11-11T11:00:00Z");
  await finishStep(run, "dan", "QA · Win-back");
  await run.to("2026-11-11T12:00:00Z");
  expect(inbox(run, "margaret", "*Your approval*: Dan Olsen has done “QA · Win-back”.")[0]?.words).toContain(
    "please answer by Fri 13 Nov. Oliver Hughes goes on with “Execution”, planned for Thu 12 Nov.",
  );
  await approve(run, "margaret", "QA · Win-back");
  await run.to("2026-11-12T11:00:00Z");
  expect(inbox(run, "sam", "*Informed*: QA of “Win-back” is done, by Dan Olsen. Next: Execution")).not.toEqual([]);
  expect(inbox(run, "tom").filter(({ at }) => at > "2026-11-06")).toEqual([]);
});

it("C3 une demande de campagne passe par la validation, la priorisation, la création, la recette, l’exécution et le reporting", async () => {
  const run = await aCompany({ programs: [STORES] });
  await takeRequests(run, "lea", "campaign");
  await run.to("2026-11-02T11:00:00Z");
  await ask(run, "chloe", { campaign: "Rentrée", goal: "Ouvrir cent comptes", audience: "Étudiants" });
  await ask(run, "chloe", { campaign: "Soldes", goal: "Vendre le stock", audience: "Tous" });
  await run.to("2026-11-03T11:00:00Z");
  expect(await requestsSeenBy(run, "chloe")).toContain(
    "Rentrée · STO-W-1 · Stores\nEn ce moment : Validation, chez Léa Martin, pour le mer. 4 nov.",
  );
  await declineStep(run, "lea", "Validation · Soldes", "Pas avant janvier");
  expect(inbox(run, "chloe", "Pas avant janvier")).not.toEqual([]);
  expect(card(run, "chloe", "Soldes")).toContain("Refusée.");
  // Nobody holds a role: each step comes to whoever leads, and the sponsor approves what the lead has done.
  await finishStep(run, "lea", "Validation · Rentrée");
  await begin(run, "lea", "Rentrée");
  await run.to("2026-11-04T11:00:00Z");
  expect(await requestsSeenBy(run, "lea")).toMatch(/Stores · Création · 1\nSTO-W-1 Rentrée\nLéa Martin · pour le/i);
  expect(await raciSeenBy(run, "lea")).toContain("Personne ne tient le rôle Marketing");
  await finishStep(run, "lea", "Création · Rentrée");
  await run.to("2026-11-05T11:00:00Z");
  await missing(run, "lea", "Recette · Rentrée", "Le lien est mort", "creation");
  await run.to("2026-11-06T11:00:00Z");
  await finishStep(run, "lea", "Création · Rentrée");
  await run.to("2026-11-09T11:00:00Z");
  await finishStep(run, "lea", "Recette · Rentrée");
  await run.to("2026-11-09T12:00:00Z");
  expect(card(run, "chloe", "Rentrée")).toContain("Recette : à approuver par Margaret Osei.");
  await approve(run, "margaret", "QA · Rentrée");
  await run.to("2026-11-10T11:00:00Z");
  await finishStep(run, "lea", "Exécution · Rentrée");
  await run.to("2026-11-11T11:00:00Z");
  await finishStep(run, "lea", "Reporting · Rentrée");
  await run.to("2026-11-11T12:00:00Z");
  expect(card(run, "chloe", "Rentrée")).toContain("✓ Terminée le mer. 11 nov.");
});
