/**
 * D of the mission: roles, order and hand-offs.
 */
import { expect, it } from "vitest";
import { inbox, offered } from "./acts.ts";
import { addItem, itemCalled } from "./acts-register.ts";
import { rolesSeenBy, setRole } from "./acts-roles.ts";
import { away } from "./acts-setup.ts";
import {
  askRole,
  declineStep,
  finishStep,
  moveStep,
  pressAt,
  proposeHeirs,
  startByCommand,
  startInSlack,
  stepOf,
  stepsSeenBy,
  welcome,
  welcomesOffered,
} from "./acts-tracks.ts";
import { aCompany, LOYALTY, STORES } from "./company.ts";

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
  expect(seen).toContain(
    "Administrator · Priya Raman alone Answers for: environment and access Standard tasks: sandboxes",
  );
  // One person may hold several.
  expect(seen).toContain("Marketer · Priya Raman and Chloé Durand");
  for (const role of ["Data engineer · nobody yet", "Developer · nobody yet"]) expect(seen).toContain(role);
  expect(seen).toContain(
    "Tester · Oliver Hughes alone Answers for: Quality Standard tasks: Test plan Skills of the role: Patience",
  );
  expect(seen).toContain("Without a holder: 2 · With one holder: 2");
  expect(await rolesSeenBy(run, "sam")).toBeNull();
});

/** The tasks that the source names beside the usual ones, by the role whose card has them. */
const SOURCE_TASKS: Record<"en" | "fr", Record<string, string[]>> = {
  en: {
    Administrator: ["message presets", "allow lists", "data policies", "journey configuration", "user groups"],
    "Data engineer": ["source connectors", "watch ingestion and data quality"],
    Developer: ["push credentials", "web push", "code-based experiences", "APIs"],
    Marketer: [
      "objective and measure before building",
      "offers",
      "orchestrated campaigns",
      "assets",
      "test profiles and sample data",
      "pilot audience and then in waves",
      "frequency and quiet hours",
      "exit rules",
      "compare two versions",
    ],
  },
  fr: {
    Administration: [
      "préréglages de messages",
      "listes d’exclusion et d’autorisation",
      "usage des données",
      "configuration des parcours",
      "groupes d’utilisateurs",
    ],
    Données: ["connecteurs de sources", "suivre l’ingestion et la qualité des données"],
    Développement: ["identifiants et certificats push", "push web", "expériences basées sur le code", "API"],
    Marketing: [
      "l’objectif et l’indicateur avant de construire",
      "offres",
      "campagnes orchestrées",
      "ressources visuelles",
      "profils de test et des données d’exemple",
      "audience pilote puis par vagues",
      "fréquence et les plages de silence",
      "règles de sortie",
      "comparer deux versions",
    ],
  },
};

it.each([
  ["en", "margaret", "Standard tasks", "First tasks", "Gives to", "Needs from", "Where to learn it: "],
  ["fr", "chloe", "Tâches habituelles", "Premières tâches", "Donne ·", "Attend ·", "Pour se former : "],
] as const)(
  "D1 each role has the standard tasks of the source, gives to and needs from each other, and says where to learn (%s)",
  async (language, who, tasks, firstTasks, gives, needs, learning) => {
    const run = await aCompany({ programs: [LOYALTY] });
    await setRole(run, "tom", { libraryRoles: true });
    const seen = (await rolesSeenBy(run, who)) ?? "";
    const names = Object.keys(SOURCE_TASKS[language]);
    const nobody = language === "en" ? "nobody yet" : "personne pour l’instant";
    for (const [index, name] of names.entries()) {
      const next = names[index + 1];
      const start = seen.indexOf(`${name} · ${nobody}`);
      const card = seen.slice(start, next ? seen.indexOf(`${next} · ${nobody}`) : undefined);
      const standard = card.slice(card.indexOf(tasks), card.indexOf(firstTasks));
      for (const task of SOURCE_TASKS[language][name] ?? []) expect(standard, name).toContain(task);
      for (const other of names.filter((each) => each !== name))
        for (const line of [gives, needs]) expect(card, name).toContain(`${line} ${other}`);
      expect(card, name).toContain(`${learning}<https://experienceleague.adobe.com/${language}/`);
    }
  },
);

it("D2 the roll-out runs from one command and is followed to its third role", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await startByCommand(run, "rollout", "loyalty");
  await run.to("2026-11-02T11:00:00Z");
  // The roles came with it; until somebody holds one, its steps come to whoever leads.
  const [sandboxes, access] = ["Create the development, staging", "Set user groups, roles"];
  expect(stepOf(run, "tom", sandboxes)).toContain("Nobody holds this role at the moment");
  await finishStep(run, "tom", sandboxes);
  // What has come to the lead goes to whoever is named then.
  await setRole(run, "tom", { change: "Administrator", holders: ["priya"] });
  await setRole(run, "tom", { change: "Data engineer", holders: ["oliver"] });
  await setRole(run, "tom", { change: "Developer", holders: ["chloe"] });
  await run.to("2026-11-03T11:00:00Z");
  expect(stepOf(run, "priya", access)).toMatch(
    /\*Yours now\*: Set user groups[\s\S]*From Tom Baker\. Oliver Hughes goes on with/,
  );
  await finishStep(run, "priya", access);
  await run.to("2026-11-04T11:00:00Z");
  await finishStep(run, "oliver", "Define identity namespaces");
  await finishStep(run, "chloe", "Intégrer le SDK web");
  await run.to("2026-11-05T11:00:00Z");
  await finishStep(run, "oliver", "Model the schemas");
  await run.to("2026-11-06T11:00:00Z");
  expect(stepOf(run, "chloe", "Émettre les événements")).toContain("De la part d’Oliver Hughes.");
  const seen = await stepsSeenBy(run, "margaret", "loyalty");
  expect(seen).toContain("Roll-out of a customer-journey platform\n5 of 26 done · 8 under way");
  expect(seen).toContain("Send events from the applications\nChloé Durand · by Thu 12 Nov");
  expect(seen).toContain("Test with the assurance tool\nDeveloper · waits for: Send events from the applications");
});

it("D1 D2 of two who hold a role whoever is away is passed over; whoever is late keeps the task, and sees what a new date moves", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Administrator", holders: ["priya", "oliver"] });
  await setRole(run, "tom", { change: "Developer", holders: ["chloe"] });
  await run.to("2026-11-02T10:00:00Z");
  await away(run, "priya", { from: "2026-11-02", until: "2026-11-27" });
  await startInSlack(run, "tom", "rollout");
  const sandboxes = "Create the development, staging";
  await run.to("2026-11-05T11:00:00Z");
  expect(stepOf(run, "oliver", sandboxes)).toContain("*Due today*");
  await run.to("2026-11-06T11:00:00Z");
  const late = "*Oliver Hughes* is 1 working day late with “Create the development, staging and production sandboxes”";
  expect(inbox(run, "tom", late)).not.toEqual([]);
  expect(await stepsSeenBy(run, "chloe", "loyalty")).toContain("Oliver Hughes · en retard, prévue le jeu. 5 nov.");
  expect(await moveStep(run, "oliver", sandboxes, "2026-11-20", "No licences yet")).toMatch(
    /⚠ “Set user groups[^”]*” then ends [^.]*, planned [^.]*\.[\s\S]*“Roll-out of a customer-journey platform” then ends /,
  );
  await run.to("2026-11-09T11:00:00Z");
  expect(inbox(run, "tom", "✓ New date: Fri 20 Nov.")[0]?.words).toContain("Oliver Hughes: No licences yet");
  await finishStep(run, "oliver", sandboxes);
  await run.to("2026-11-10T11:00:00Z");
  // Whoever has had a step goes on.
  expect(stepOf(run, "oliver", "Set user groups")).toContain("*Yours now*");
  expect(inbox(run, "priya").filter(({ at }) => at > "2026-11-03")).toEqual([]);
});

it("D2 le plan de travail se lance et se suit en français", async () => {
  const run = await aCompany({ programs: [STORES] });
  await startInSlack(run, "lea", "rollout");
  await run.to("2026-11-02T11:00:00Z");
  await finishStep(run, "lea", "Créer les environnements");
  const seen = await stepsSeenBy(run, "lea", "stores");
  expect(seen).toContain("Déploiement d’une plateforme de parcours clients\n1 sur 26 terminées · 4 en cours");
  expect(seen).toContain(
    "Définir les groupes d’utilisateurs, les rôles, les droits et l’accès par objet\nLéa Martin · pour le jeu. 5 nov.",
  );
  expect(seen).toContain(
    "Définir les espaces d’identité\nDonnées · attend : Définir les groupes d’utilisateurs, les rôles, les droits et l’accès par objet",
  );
});

it("D3 whoever is new is welcomed in one press: two tasks on day one, the next when one is done, the first tasks of each role", async () => {
  const run = await aCompany({ programs: [LOYALTY], cadences: ["weekly"] });
  await setRole(run, "tom", { libraryRoles: true });
  await run.to("2026-11-03T11:00:00Z");
  // Sam has no seat in Loyalty, and is away.
  await away(run, "sam", { from: "2026-11-03", until: "2026-11-04" });
  await setRole(run, "tom", { change: "Administrator", holders: ["sam"] });
  await setRole(run, "tom", { change: "Marketer", holders: ["sam"] });
  expect(await welcomesOffered(run, "tom")).toEqual(["Start the welcome for Sam Poe"]);
  await welcome(run, "tom", "Sam Poe");
  expect(await welcomesOffered(run, "tom")).toEqual([]);
  await run.to("2026-11-04T11:00:00Z");
  expect(inbox(run, "sam", "named you")).toEqual([]);
  // Whom they are to meet reads so.
  expect(inbox(run, "tom", "*Sam Poe* will come to you by Fri 6 Nov: Meet the lead")).not.toEqual([]);

  await run.to("2026-11-05T11:00:00Z");
  const [named, ...more] = inbox(
    run,
    "sam",
    "*Tom Baker* named you to working roles in *Loyalty*: *Administrator* and *Marketer*.",
  );
  expect(more).toEqual([]);
  expect(named?.words).toContain("*Answers for*: environment and access");
  expect(await rolesSeenBy(run, "sam")).toContain("Administrator · Sam Poe alone");
  for (const title of ["Read the program’s page", "Meet the lead"]) expect(stepOf(run, "sam", title)).not.toBe("");
  // Who is who.
  expect(stepOf(run, "sam", "Meet the lead")).toMatch(
    /\*Lead\*: Tom Baker\n\*Deputy\*: Dan Olsen[\s\S]*\*Administrator\*: Sam Poe/,
  );
  await finishStep(run, "sam", "Read the program’s page");
  // Whoever is late is welcome still.
  await run.to("2026-11-09T11:00:00Z");
  expect(inbox(run, "tom", "*Sam Poe* is 1 working day late with “Meet the lead")).not.toEqual([]);
  await finishStep(run, "sam", "Meet the lead");
  await run.to("2026-11-10T11:00:00Z");
  await finishStep(run, "sam", "Open what you work with");
  await run.to("2026-11-11T11:00:00Z");
  const first = stepOf(run, "sam", "First task of your role");
  expect(first).toContain("Create the development, staging");
  // It says where that is learnt.
  expect(first).toContain("get-started/by-role/administrator|How it is done> (experienceleague.adobe.com)");
  await finishStep(run, "sam", "Create the development, staging");
  await run.to("2026-11-12T11:00:00Z");
  await finishStep(run, "sam", "Set the user groups");
  await run.to("2026-11-13T11:00:00Z");
  await finishStep(run, "sam", "Configure a first channel");
  await run.to("2026-11-16T11:00:00Z");
  await finishStep(run, "sam", "Build a first journey from a use-case template");
  // Whoever leads sees what the newcomer sees; what nobody asks of them is no step of theirs: no report, no check-in.
  const seen = await stepsSeenBy(run, "tom", "loyalty");
  expect(seen).toContain("Welcome to the team · Sam Poe");
  expect(seen).toContain("7 of 8 done · 0 under way");
  expect(seen).not.toMatch(/check-in|report/);
});

it("D3 l’accueil se lit en français, avec les points qui seront demandés", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, lead: "lea" }], cadences: ["daily"] });
  await run.to("2026-11-03T11:00:00Z");
  await setRole(run, "lea", { add: "Recette", holders: ["chloe"] });
  expect(await welcomesOffered(run, "lea")).toEqual(["Lancer l’accueil de Chloé Durand"]);
  await welcome(run, "lea", "Chloé Durand");
  await run.to("2026-11-04T11:00:00Z");
  expect(inbox(run, "chloe", "*Léa Martin* vous confie un rôle de travail dans *Loyalty* : *Recette*.")).toHaveLength(
    1,
  );
  expect(inbox(run, "lea", "*Chloé Durand* viendra vous voir d’ici au jeu. 5 nov.")).toHaveLength(1);
  expect(stepOf(run, "chloe", "Rencontrer la personne responsable")).toContain("*Responsable* : Léa Martin");
  await finishStep(run, "chloe", "Lire la page du programme");
  await run.to("2026-11-05T11:00:00Z");
  expect(stepOf(run, "chloe", "Répondre à un premier point")).toMatch(/\*Point quotidien\* : [^\n]*jour/);
});

it("D3 who leaves proposes heirs, who agree or not, and everything is handed over the same day", async () => {
  const run = await aCompany({ programs: [LOYALTY] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Marketer", holders: ["priya", "oliver"] });
  for (const title of ["Vendor may be late", "Old terms", "Stock is old"])
    await addItem(run, "tom", { type: "risk", title, due: "2026-12-04", owner: "priya" });
  await startInSlack(run, "tom", "leaving", "priya");
  await run.to("2026-11-03T11:00:00Z");
  // Whoever else holds the role is proposed.
  await proposeHeirs(run, "priya", ["dan"]);
  expect(stepOf(run, "oliver", "Old terms")).toContain("Priya Raman* leaves *Loyalty*. Will you take this?");
  await pressAt(run, "dan", "Priya Raman", "step.take");
  await declineStep(run, "oliver", "Priya Raman", "Off to Lyon", "notMe");
  await run.to("2026-11-03T11:05:00Z");
  const owners = ["Vendor may be late", "Old terms", "Stock is old"].map(
    async (title) => (await itemCalled(run, title)).owner,
  );
  expect((await Promise.all(owners)).sort()).toEqual(["dan", "tom", "tom"]);
  expect(stepOf(run, "oliver", "Old terms")).toContain("It no longer waits for you.");
  // That is all there was: the lead takes the accesses back, and the role is the other's alone.
  expect(await stepsSeenBy(run, "tom", "loyalty")).toMatch(
    /Take the accesses back\nTom Baker[\s\S]*each open item\nPriya Raman · ✓ done/,
  );
  expect(await rolesSeenBy(run, "tom")).toContain("Marketer · Oliver Hughes alone");
  await run.to("2026-11-04T11:00:00Z");
  expect(inbox(run, "tom", "Off to Lyon")).not.toEqual([]);
});

it("D3 le départ, en français : les repreneurs proposés acceptent, les rôles se terminent, le jour même", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, team: [...LOYALTY.team, "lea"] }] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Marketer", holders: ["chloe", "lea"] });
  const titles = ["Le prestataire tarde", "Conditions à revoir"];
  for (const title of titles) await addItem(run, "tom", { type: "risk", title, due: "2026-12-04", owner: "chloe" });
  await startInSlack(run, "tom", "leaving", "chloe");
  await run.to("2026-11-03T11:00:00Z");
  expect(stepOf(run, "chloe", "Proposer un repreneur")).toContain("À vous maintenant");
  await proposeHeirs(run, "chloe");
  const asked = stepOf(run, "lea", "Conditions à revoir");
  expect(asked).toContain("*Chloé Durand* quitte *Loyalty*. Reprenez-vous ceci ?");
  await pressAt(run, "lea", "Chloé Durand", "step.take");
  await run.to("2026-11-03T11:05:00Z");
  for (const title of titles) expect((await itemCalled(run, title)).owner).toBe("lea");
  expect(stepOf(run, "lea", "Conditions à revoir")).toContain("✓ C’est à vous.");
  expect(stepOf(run, "chloe", "Proposer un repreneur")).toContain("✓ Terminée.");
  expect(await rolesSeenBy(run, "lea")).toContain("Marketing · Léa Martin");
  expect(await rolesSeenBy(run, "lea")).not.toContain("Chloé Durand");
});

it("D4 one role asks another for something, which is accepted, done and confirmed, or refused with a reason, late and away included", async () => {
  const across = { key: "across", program: "loyalty", template: "cross-functional" };
  const run = await aCompany({ programs: [LOYALTY], cadences: [across] });
  await setRole(run, "tom", { libraryRoles: true });
  await setRole(run, "tom", { change: "Data engineer", holders: ["oliver"] });
  await setRole(run, "tom", { change: "Marketer", holders: ["priya"] });
  await run.to("2026-11-05T11:00:00Z");
  await askRole(run, "priya", { from: "data-engineer", what: "Churn score per profile", to: "marketer" });
  await askRole(run, "priya", { from: "data-engineer", what: "Weather by postcode", to: "marketer" });
  await run.to("2026-11-06T11:00:00Z");
  expect(stepOf(run, "oliver", "Churn score")).toContain("Asked by Priya Raman.");
  await declineStep(run, "oliver", "Weather by postcode", "No contract for that data");
  await run.to("2026-11-09T11:00:00Z");
  expect(inbox(run, "priya", "No contract for that data")).not.toEqual([]);
  // What waits between roles is what the check-in across them is about.
  await run.to("2026-11-10T11:00:00Z");
  expect(await offered(run, "tom", "across")).toContain(
    "Churn score per profile: Marketer waits for Data engineer, 5 days",
  );
  // Whoever asked reads that it is late; while they are away somebody else confirms.
  await run.to("2026-11-13T11:00:00Z");
  const late = "*Oliver Hughes* is 1 working day late with “Churn score per profile”, due Thu 12 Nov.";
  expect(inbox(run, "priya", late)).not.toEqual([]);
  await away(run, "priya", { from: "2026-11-13", until: "2026-11-27" });
  await finishStep(run, "oliver", "Churn score");
  await run.to("2026-11-16T11:00:00Z");
  expect(stepOf(run, "tom", "Confirm: Churn score")).toContain("From Oliver Hughes");
  await finishStep(run, "tom", "Confirm: Churn score");
  expect(await offered(run, "tom", "across")).toContain("Nothing waits between roles.");
});
