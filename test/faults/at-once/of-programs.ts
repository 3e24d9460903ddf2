/** Acts on programs, seats, check-ins, people, the choice of a sponsor, and what is the workspace's. */
import { archiveCadence, askEverybody, pauseCadence, resumeCadence } from "../../../src/cadences/changes.ts";
import { removeCalendar, saveCalendar } from "../../../src/calendars/days-off-lists.ts";
import { changeAway, comeBack, goAway } from "../../../src/check-ins/away/absences.ts";
import { askFirstQuestion } from "../../../src/check-ins/first-question.ts";
import { addRhythms } from "../../../src/check-ins/initial-rhythms.ts";
import { retentionOf, saveSettings, settingsOf } from "../../../src/people/settings.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { saveAges } from "../../../src/privacy/delete-aged.ts";
import {
  changeCommittee,
  changeProgram,
  changeSeat,
  closeProgram,
  reopenProgram,
} from "../../../src/programs/changes.ts";
import { createFromForm } from "../../../src/programs/creating.ts";
import { labelsColumn } from "../../../src/programs/labels.ts";
import { nameLead } from "../../../src/programs/name-lead.ts";
import { endOffice, giveOffice } from "../../../src/programs/office-giving.ts";
import { goOnNow, pauseProgram, stopProgram } from "../../../src/programs/pausing.ts";
import { changePortfolio, createPortfolioFromForm } from "../../../src/programs/portfolios.ts";
import { programOf } from "../../../src/programs/programs.ts";
import { rankPrograms } from "../../../src/programs/ranking.ts";
import { declineRoles } from "../../../src/programs/sponsor-named.ts";
import { saveChoice } from "../../../src/sponsorship/candidates.ts";
import { enterScores } from "../../../src/sponsorship/scores.ts";
import { answerRequest, askCandidate, stopChoosing } from "../../../src/sponsorship/sponsor-request.ts";
import { addPerson, changePerson, endContact, noteContact } from "../../../src/sponsorship/stakeholders.ts";
import { addQuietly } from "../../support/acting.ts";
import { allowChoosing, nameStakeholder } from "../../support/stakeholders.ts";
import { kind } from "./kinds.ts";
import { asked, type Handle, type World } from "./world.ts";

const FORM = {
  purpose: "",
  benefits: "",
  startsOn: null,
  endsOn: null,
  visibility: "members" as const,
  channelId: null,
};
const RISK = { type: "risk" as const, details: {}, title: "One", dueOn: "2026-11-20" };
const close = ({ by, programId }: World) => closeProgram(by("lea"), { programId });
const seatsOf = ({ person }: World, handles: Partial<Record<Handle, "lead" | "deputy" | "sponsor" | "steering">>) =>
  Object.entries(handles).map(([handle, role]) => ({ role, person: person(handle as Handle) }));

async function seatOf({ run, person, programId }: World, handle: Handle): Promise<string> {
  const seat = run.db.selectFrom("seat").select("id").where("program_id", "=", programId);
  return (await seat.where("person_id", "=", person(handle).id).executeTakeFirstOrThrow()).id;
}

const programs = kind(
  "program",
  async (world) => ({ itemId: (await asked(world)).id, seatId: await seatOf(world, "sofia") }),
  {
    change: (world) =>
      changeProgram(world.by("lea"), {
        ...FORM,
        programId: world.programId,
        title: "Borea two",
        seats: seatsOf(world, { lea: "lead", dan: "deputy", mia: "sponsor" }),
      }),
    "change otherwise": (world) =>
      changeProgram(world.by("dan"), {
        ...FORM,
        programId: world.programId,
        title: "Borea three",
        seats: seatsOf(world, { lea: "lead", dan: "deputy", sofia: "sponsor", sam: "steering" }),
      }),
    "end seat": ({ by, programId }, { seatId }) =>
      changeSeat(by("lea"), { programId, seatId, from: null, until: "2026-11-01" }),
    "seat from later": ({ by, programId }, { seatId }) =>
      changeSeat(by("dan"), { programId, seatId, from: "2026-11-09", until: null }),
    "name a lead": ({ by, person, programId }) => nameLead(by("sofia"), { programId, person: person("tom") }),
    "choose chair and secretary": ({ by, person, programId }) =>
      changeCommittee(by("lea"), { programId, chair: person("sam"), secretary: person("tom"), quorum: 1 }),
    "choose another secretary": ({ by, person, programId }) =>
      changeCommittee(by("dan"), { programId, chair: null, secretary: person("nina"), quorum: null }),
    "put in order": ({ by, programId }) => rankPrograms(by("sam"), { ids: [programId] }),
    "rest a week": ({ run, by, programId }) =>
      inTransaction(run.db, (tx) =>
        pauseProgram({ ...by("sofia"), db: tx }, { programId, from: "2026-11-02", until: "2026-11-09" }),
      ),
    "stop later": ({ run, by, programId }) =>
      inTransaction(run.db, (tx) => stopProgram({ ...by("mia"), db: tx }, { programId, on: "2026-11-30" })),
    "go on now": ({ by, programId }) => goOnNow(by("lea"), { programId }),
    "not me": ({ by }, { seatId }) => declineRoles(by("sofia"), [seatId]),
    "add to its record": ({ by, programId, next }) =>
      addQuietly(by("tom"), { ...RISK, programId, sourceKey: `command:${next()}` }),
    close,
    "close otherwise": ({ by, programId }) => closeProgram(by("dan"), { programId }),
  },
);

const CEREALS = { name: "Line", value: "Cereals" };
const FRUIT = { name: "Line", value: "Fruit" };
const portfolioOf = ({ person }: World, member: Handle, label = CEREALS) => ({
  title: "Ceres",
  label,
  members: [person(member)],
  secretary: null,
  chair: null,
  quorum: null,
});

/** Over the program, with a request that is put to its member. */
const portfolios = kind(
  "portfolio",
  async (world) => {
    const { run, by, programId } = world;
    const labels = labelsColumn([CEREALS]);
    await run.db.updateTable("program").set({ state: "closed" }).where("kind", "=", "portfolio").execute();
    await run.db.updateTable("program").set({ labels: "[]" }).where("kind", "=", "program").execute();
    await run.db.updateTable("program").set({ labels }).where("id", "=", programId).execute();
    const { id } = await createPortfolioFromForm(by("workspace-owner"), portfolioOf(world, "ola"));
    await asked(world, "ola");
    return { portfolioId: id };
  },
  {
    "other member": (world, { portfolioId: programId }) =>
      changePortfolio(world.by("workspace-owner"), { programId, ...portfolioOf(world, "nina") }),
    "other programs": (world, { portfolioId: programId }) =>
      changePortfolio(world.by("workspace-owner"), { programId, ...portfolioOf(world, "ola", FRUIT) }),
    "take the label": (world) =>
      changeProgram(world.by("lea"), {
        ...FORM,
        programId: world.programId,
        title: "Borea two",
        labels: [],
        seats: seatsOf(world, { lea: "lead", dan: "deputy", mia: "sponsor" }),
      }),
    "close it": ({ by }, { portfolioId: programId }) => closeProgram(by("workspace-owner"), { programId }),
    close,
  },
);

const newPortfolios = kind("new portfolio", async () => undefined, {
  create: (world) => createPortfolioFromForm(world.by("workspace-owner"), portfolioOf(world, "ola")),
  "create otherwise": (world) => createPortfolioFromForm(world.by("workspace-owner"), portfolioOf(world, "nina")),
});

const closedPrograms = kind(
  "closed program",
  async (world) => {
    await asked(world);
    await close(world);
  },
  {
    reopen: ({ by, programId }) => reopenProgram(by("lea"), { programId }),
    "reopen otherwise": ({ by, programId }) => reopenProgram(by("dan"), { programId }),
    close,
  },
);

const newPrograms = kind(
  "new program",
  async ({ run }) => {
    await run.db.updateTable("program").set({ title: "Borea" }).execute();
  },
  {
    create: (world) =>
      createFromForm(world.by("lea"), { ...FORM, title: "Ceres", seats: seatsOf(world, { lea: "lead" }) }),
    "create otherwise": (world) =>
      createFromForm(world.by("dan"), { ...FORM, title: "Ceres", seats: seatsOf(world, { dan: "lead" }) }),
    "create a portfolio": ({ by, person }) =>
      createPortfolioFromForm(by("workspace-owner"), {
        ...{ title: "Ceres", label: null, members: [person("sam")], secretary: null, chair: null, quorum: null },
      }),
  },
);

const cadences = kind(
  "check-in",
  async ({ run, by, person, programId }) => {
    const program = await programOf(run.db, person("lea").workspace_id, programId);
    await inTransaction(run.db, (tx) =>
      addRhythms(by("lea"), tx, { program, actor: person("lea"), rhythms: ["weekly"] }),
    );
    const cadence = run.db.selectFrom("cadence").select("id").where("program_id", "=", programId);
    return { cadenceId: (await cadence.executeTakeFirstOrThrow()).id };
  },
  {
    pause: ({ by }, { cadenceId }) => pauseCadence(by("lea"), { cadenceId, reason: "Rest", resumesOn: null }),
    "pause otherwise": ({ by }, { cadenceId }) =>
      pauseCadence(by("dan"), { cadenceId, reason: "Break", resumesOn: "2026-11-30" }),
    resume: ({ by }, { cadenceId }) => resumeCadence(by("dan"), { cadenceId }),
    archive: ({ by }, { cadenceId }) => archiveCadence(by("lea"), { cadenceId }),
    everybody: ({ by }, { cadenceId }) => askEverybody(by("lea"), { cadenceId }),
    "ask the first question": ({ by, programId }) => askFirstQuestion(by("lea"), programId),
    "ask the first question otherwise": ({ by, programId }) => askFirstQuestion(by("dan"), programId),
    close,
  },
);

const absences = kind(
  "absence",
  async ({ run, by, person }) => {
    await run.db.deleteFrom("absence").execute();
    const days = { from: "2026-11-09", until: "2026-11-13", delegate: null };
    return { absenceId: (await goAway(by("tom"), { person: person("tom"), ...days })).id };
  },
  {
    change: ({ by }, { absenceId }) =>
      changeAway(by("tom"), { absenceId, from: "2026-11-09", until: "2026-11-11", delegate: null }),
    "change otherwise": ({ by, person }, { absenceId }) =>
      changeAway(by("workspace-owner"), {
        absenceId,
        from: "2026-11-10",
        until: "2026-11-20",
        delegate: person("nina"),
      }),
    "come back": ({ by }, { absenceId }) => comeBack(by("tom"), { absenceId }),
    "go away too": ({ by, person }) =>
      goAway(by("tom"), { person: person("tom"), from: "2026-11-12", until: "2026-11-17", delegate: null }),
  },
);

async function choosing(world: World): Promise<{ candidates: [string, string]; ids: [string, string] }> {
  const { run, by, person, programId } = world;
  await allowChoosing(run.db);
  for (const handle of ["ola", "nina"] as const)
    await nameStakeholder(by("lea"), person("lea"), programId, { owner: person("lea"), person: person(handle) });
  const ids: [string, string] = [person("ola").id, person("nina").id];
  await saveChoice(by("lea"), { programId, candidates: ids, scorers: [person("lea"), person("dan")] });
  const found = await run.db
    .selectFrom("sponsor_candidate")
    .select(["id", "person_id"])
    .orderBy("id", "desc")
    .execute();
  const candidateOf = (id: string) => found.find((each) => each.person_id === id)?.id ?? "";
  return { candidates: [candidateOf(ids[0]), candidateOf(ids[1])], ids };
}

const score = (world: World, candidateId: string, by: "lea" | "dan", value: number) =>
  enterScores(world.by(by), { candidateId, scores: [{ criterion: "vision", score: value, evidence: "" }] });

const choices = kind("choice of a sponsor", choosing, {
  "ask one": ({ by }, { candidates: [one] }) => askCandidate(by("lea"), { candidateId: one }),
  "ask another": ({ by }, { candidates: [, other] }) => askCandidate(by("dan"), { candidateId: other }),
  score: (world, { candidates: [one] }) => score(world, one, "lea", 4),
  "score otherwise": (world, { candidates: [one] }) => score(world, one, "lea", 2),
  "take one out": ({ by, person, programId }, { ids: [, other] }) =>
    saveChoice(by("dan"), { programId, candidates: [other], scorers: [person("dan")] }),
  stop: ({ by, programId }) => stopChoosing(by("lea"), { programId }),
  close,
});

const answersToChoice = kind(
  "request to sponsor",
  async (world) => {
    const { candidates, ids } = await choosing(world);
    await askCandidate(world.by("lea"), { candidateId: candidates[0] });
    const choice = world.run.db.selectFrom("sponsor_choice").select("id").where("program_id", "=", world.programId);
    const request = world.run.db.selectFrom("sponsor_request").select("id").where("choice_id", "in", choice);
    return { candidates, ids, requestId: (await request.executeTakeFirstOrThrow()).id };
  },
  {
    yes: ({ by }, { requestId }) => answerRequest(by("ola"), { requestId, answer: "yes" }),
    no: ({ by }, { requestId }) => answerRequest(by("ola"), { requestId, answer: "no" }),
    talk: ({ by }, { requestId }) => answerRequest(by("ola"), { requestId, answer: "talk" }),
    "ask another": ({ by }, { candidates: [, other] }) => askCandidate(by("dan"), { candidateId: other }),
    stop: ({ by, programId }) => stopChoosing(by("lea"), { programId }),
    close,
  },
);

const LINE = {
  power: "decides" as const,
  interest: "affected" as const,
  outside: "",
  stance: "objected" as const,
  stanceWords: "Too dear",
  stanceOn: null,
  nextOn: null,
};

const people = kind(
  "line of My people",
  async ({ by, person, programId }) => {
    const line = { owner: person("lea"), person: person("ola") };
    return { id: (await nameStakeholder(by("lea"), person("lea"), programId, line)).id };
  },
  {
    change: ({ by, person }, { id }) => changePerson(by("lea"), { id, ...LINE, owner: person("lea") }),
    "change otherwise": ({ by, person }, { id }) => changePerson(by("dan"), { id, ...LINE, owner: person("dan") }),
    contact: ({ by }, { id }) => noteContact(by("lea"), { id }),
    end: ({ by }, { id }) => endContact(by("dan"), { id }),
    "add the same": ({ by, person, programId }) =>
      addPerson(by("lea"), { programId, ...LINE, person: person("nina"), owner: person("lea") }),
  },
);

const offices = kind(
  "office",
  async ({ run, by, person }) => {
    await run.db.deleteFrom("office_seat").execute();
    await giveOffice(by("workspace-owner"), { person: person("nina"), label: null });
    return { officeId: (await run.db.selectFrom("office_seat").select("id").executeTakeFirstOrThrow()).id };
  },
  {
    give: ({ by, person }) => giveOffice(by("workspace-owner"), { person: person("ola"), label: null }),
    end: ({ by }, { officeId }) => endOffice(by("workspace-owner"), { officeId }),
  },
);

const calendars = kind(
  "list of days off",
  async ({ run, by }) => {
    await run.db.deleteFrom("calendar").execute();
    const calendar = await saveCalendar(by("workspace-owner"), { key: null, name: "Plant", region: null, days: [] });
    return { key: calendar.key };
  },
  {
    add: ({ by }) => saveCalendar(by("workspace-owner"), { key: null, name: "Depot", region: null, days: [] }),
    change: ({ by }, { key }) => saveCalendar(by("workspace-owner"), { key, name: "Works", region: null, days: [] }),
    remove: ({ by }, { key }) => removeCalendar(by("workspace-owner"), { key }),
  },
);

async function saveWith({ run, by, person }: World, more: object): Promise<unknown> {
  const settings = await settingsOf(run.db, person("lea").workspace_id);
  const wanted = { ...settings, ...more, namedAdmins: [] };
  return saveSettings(by("workspace-owner"), { wanted, onDaysChanged: async () => undefined });
}

async function agesOf({ run, by, person }: World, address: string): Promise<void> {
  const retention = await retentionOf(run.db, person("lea").workspace_id);
  await saveAges(by("workspace-owner"), { retention, address, choosingConsultedOn: "2026-10-20" });
}

const settings = kind(
  "settings",
  async ({ run }) => {
    await allowChoosing(run.db);
    const usual = { hours_from: "08:00", hours_until: "20:00", data_protection_address: "" };
    await run.db.updateTable("workspace").set(usual).execute();
  },
  {
    earlier: (world) => saveWith(world, { hours: { from: "07:00", until: "20:00" } }),
    later: (world) => saveWith(world, { hours: { from: "09:00", until: "20:00" } }),
    address: (world) => agesOf(world, "dpo@example.com"),
    "another address": (world) => agesOf(world, "privacy@example.com"),
  },
);

export const OF_PROGRAMS = [
  ...[programs, closedPrograms, newPrograms, portfolios, newPortfolios, cadences, absences],
  ...[choices, answersToChoice, people, offices, calendars, settings],
];
