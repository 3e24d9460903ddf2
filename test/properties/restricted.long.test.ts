/**
 * P31: what is confidential stays so. A word of its own stands in every field that not everybody may read; a quarter goes
 * by; then all that each person is shown, and all that has gone to Slack, is searched for it. Who may read what is said
 * here, field by field, and by no rule of the product.
 */
import { isObject, placedElements, type SandboxMessage } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { retentionOf, saveDataProtection } from "../../src/people/settings.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { beginErasure, listErasures } from "../../src/privacy/erasure.ts";
import { erasureIds } from "../../src/privacy/erasure-message.ts";
import { sendOwnData } from "../../src/privacy/my-data-screen.ts";
import type { TypedDetails } from "../../src/register/item-types.ts";
import { type NewItem, raiseItem } from "../../src/register/items.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { built } from "../support/built.ts";
import { cutTextsIn } from "../support/cut-texts.ts";
import { aNodeProcess } from "../support/process.ts";
import { actingAs, aRun, LEA, NINA, openForm, personIn, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { nameStakeholder, scored } from "../support/stakeholders.ts";
import { type Field, leaksOf, missedOf, type Surface, sentSoFar, surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";

const DAN = { handle: "dan", name: "Dan Olsen", tz: "Europe/London", locale: "en-GB" };
const CARLA = { handle: "carla", name: "Carla Weber", tz: "Europe/Berlin", locale: "en-GB" };
/** In no program: an admin, and somebody else. */
const ADA = { handle: "ada", name: "Ada Quist", tz: "Europe/London", locale: "en-GB" };
const DORA = { handle: "dora", name: "Dora Klein", tz: "Europe/Paris", locale: "fr-FR" };
/** Is erased. */
const EVE = { handle: "eve", name: "Eve Stone", tz: "Europe/London", locale: "en-GB" };
const PEOPLE = [LEA, TOM, NINA, SOFIA, SAM, DAN, CARLA, ADA, DORA, EVE];

const LEADING = ["lea", "dan"];
const ABOVE = ["sofia", "carla"];
const TEAM = ["tom", "nina"];
const ADMIN = "ada";

/** Of those who look after data and settings: else nothing would be looked for on these. */
const SCREENS = [
  ["ada", "/drumbeat admin"],
  ["ada", "/drumbeat audit"],
  ["ada", "/drumbeat erase"],
  ["ada", erasureIds.look],
  ["tom", "/drumbeat my data > my_data.see:answers"],
] as const;

const forLead = (word: string): Field => ({
  word,
  named: [...LEADING, "tom"],
  finds: ["lea", "tom"],
  isInViewsOnly: true,
});

const WORDS = {
  leadProgress: forLead("Zqprogress"),
  leadNext: forLead("Zqnext"),
  leadBlocker: forLead("Zqblocker"),
  leadRisk: forLead("Zqrisk"),
  leadRequest: forLead("Zqneed"),
  leadReason: forLead("Zqreason"),
  leadPath: forLead("Zqpath"),
  leadLink: forLead("Zqlink"),
  itemTitle: forLead("Zqtitle"),
  itemDescription: forLead("Zqdescription"),
  itemParticulars: forLead("Zqparticular"),
  requestOption: { ...forLead("Zqoption"), named: [...LEADING, "tom", "sofia"], finds: ["lea", "tom", "sofia"] },
  // The erasure clears what digests of the program had of anybody's words.
  above: { word: "Zxstatus", named: [...LEADING, ...ABOVE], finds: ["lea"], isInViewsOnly: false },
  executiveRequest: { word: "Zxneed", named: [...LEADING, ...ABOVE], finds: ["lea", ...ABOVE], isInViewsOnly: false },
  // The channel holds nobody but the people of the program.
  team: { word: "Zcrew", named: [...LEADING, ...TEAM, ...ABOVE], finds: ["nina"], isInViewsOnly: false },
  // A text by somebody else that names whoever was erased is looked through by an admin.
  naming: {
    word: "Zqnaming",
    named: [...LEADING, "nina", ADMIN],
    finds: ["nina", ADMIN],
    isInViewsOnly: true,
  },
  erasedLead: { word: "Zqgone", named: [], finds: [], isInViewsOnly: true },
  erasedTeam: { word: "Zgone", named: [], finds: [], isInViewsOnly: false },
  // What a stakeholder said: for those who lead, whoever keeps the contact, and themselves.
  stakeholder: { word: "Zqcondition", named: [...LEADING, "carla"], finds: ["lea", "carla"], isInViewsOnly: true },
  // How a candidate is scored: for those who score, who have entered their own, and for the candidate.
  candidateScore: { word: "Zqfact", named: [...LEADING, "carla"], finds: ["lea", "carla"], isInViewsOnly: true },
  teamItem: { word: "Zteamitem", named: [...LEADING, ...TEAM], finds: ["lea", ...TEAM], isInViewsOnly: false },
} satisfies Record<string, Field>;
type Name = keyof typeof WORDS;
const said = (name: Name) => `${WORDS[name].word} is late`;

const TO_LEAD = [
  // The path to green is asked beyond the view with the colour.
  { key: "health", type: "health", label: "How does it stand?", feeds: "health", required: true },
  { key: "progress", type: "long-text", label: "What moved?", feeds: "progress" },
  { key: "next", type: "long-text", label: "What comes?", feeds: "next" },
  { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker", track: true },
  { key: "risk", type: "long-text", label: "What may go wrong?", feeds: "risk" },
  { key: "need", type: "long-text", label: "What do you need?", feeds: "request" },
  { key: "link", type: "text", label: "Where are things now?", feeds: "value" },
] as const;
const TO_LEAD_SAID: Answers = {
  progress: said("leadProgress"),
  next: `${said("leadNext")}. Léa Martin knows it.`,
  blocker: `${said("leadBlocker")}\n${WORDS.leadBlocker.word} is in the way`,
  risk: said("leadRisk"),
  need: said("leadRequest"),
  link: `https://${WORDS.leadLink.word.toLowerCase()}.example`,
  health: {
    colour: "red",
    reason: said("leadReason"),
    pathToGreen: { action: said("leadPath"), by: "2026-12-18" },
  },
};
const DAILY = [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }] as const;
const MONTHLY = [
  { key: "health", type: "health", label: "How does it stand?", feeds: "health" },
  { key: "progress", type: "long-text", label: "What was done?", feeds: "progress" },
  { key: "need", type: "long-text", label: "Decisions needed", feeds: "request" },
] as const;
const MONTHLY_SAID: Answers = {
  health: { colour: "red", reason: said("above"), pathToGreen: { action: "More people", by: "2026-12-18" } },
  progress: said("above"),
  need: `Decide on ${WORDS.executiveRequest.word}`,
};

const PARTICULAR = said("itemParticulars");
const PARTICULARS: TypedDetails[] = [
  {
    type: "issue",
    details: { blocksWork: true, impact: PARTICULAR, whoCanUnblock: PARTICULAR, nextAction: PARTICULAR },
  },
  {
    type: "risk",
    details: { cause: PARTICULAR, effect: PARTICULAR, probability: 5, impact: 5, nextAction: PARTICULAR },
  },
  { type: "dependency", details: { giver: PARTICULAR, receiver: PARTICULAR, agreed: false } },
  { type: "assumption", details: { validatedBy: PARTICULAR, consequence: PARTICULAR } },
  { type: "action", details: {} },
];
const ITEMS = PARTICULARS.map(
  (typed): NewItem => ({
    ...typed,
    title: `${WORDS.itemTitle.word}${typed.type} is late`,
    description: said("itemDescription"),
    sourceKey: `test:${typed.type}`,
    disclosure: "lead",
    dueOn: "2026-11-13",
  }),
);

it("shows what is confidential to those who are named, in views, and to nobody else anywhere (P31)", async () => {
  const log = theLog();
  const run = await aQuarter();
  // What the erasure was to delete may be gone from Slack.
  expect(run.sandbox.counters.errors.filter(({ method }) => method !== "chat.delete")).toEqual([]);
  const everybody = [...PEOPLE.map(({ handle }) => handle), run.sandbox.primaryOwner];
  const found: Surface[] = [];
  // Those who come upon words of weeks ago press more of what is alike, and the lead opens answers behind items.
  for (const handle of everybody)
    found.push(
      ...(await surfacesOf(run, {
        people: [handle],
        commands: ["find late", "sponsor-choice"],
        perAction: ["lea", "tom", "sofia"].includes(handle) ? 8 : 2,
        depth: handle === "lea" ? 3 : 2,
      })),
    );
  expect(leaksOf(WORDS, { found, sent: sentSoFar(run), log })).toEqual([]);
  expect(missedOf(WORDS, found)).toEqual([]);
  // Both languages are read here, and all that is pressed shows what it has.
  const shown = found.filter(({ is }) => is === "view" || is === "home" || is === "message");
  expect([...new Set(shown.flatMap(({ text }) => cutTextsIn(JSON.parse(text))))]).toEqual([]);
  for (const line of ["export check-ins", "register export", "register export --format csv"]) {
    const child = aNodeProcess([built("cli"), ...line.split(" "), "--database", run.location]);
    expect([line, await child.ended]).toEqual([line, 0]);
    expect([line, tokensIn(child.written())]).toEqual([line, []]);
  }
  const files = found.filter(({ is }) => is === "file");
  // The PDF went with the words of whoever was erased; the table beside it was asked for since.
  const digests = files.flatMap(({ person, text }) => (person === "sofia" ? [text] : []));
  expect(digests.filter((text) => text.includes(".pdf"))).toEqual([]);
  expect(digests.some((text) => text.includes("tombstone"))).toBe(true);
  // One's own data came as files, with what one wrote for others than the lead alone.
  const own = files.filter(({ person, text }) => person === "nina" && text.includes(WORDS.team.word));
  expect(own.length).toBeGreaterThanOrEqual(2);
  for (const [person, by] of SCREENS)
    expect(
      found.some((each) => each.person === person && each.is === "view" && each.by.includes(by)),
      by,
    ).toBe(true);
}, 600_000);

/** The words that live in views alone, each of its field, of items each of its item. */
function tokensIn(text: string): string[] {
  return [...new Set((text.match(/zq\w+/gi) ?? []).map((token) => token.toLowerCase()))];
}

async function aQuarter(): Promise<Run> {
  const zone = { zone: "participant" } as const;
  const workdays = { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", ...zone };
  const run = await aRun({
    logLevel: "debug",
    isTogether: true,
    people: PEOPLE,
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        lead: "lea",
        deputy: "dan",
        sponsors: ["sofia"],
        steering: ["carla"],
        team: [...TEAM, "eve"],
        channel: "atlas",
      },
    ],
    channels: [{ name: "atlas", members: ["lea", "dan", "tom", "nina", "eve", "sofia", "carla"], isPrivate: true }],
    cadences: [
      {
        key: "confide",
        program: "atlas",
        questions: TO_LEAD,
        rule: { every: "week", on: ["th"], at: "09:00", ...zone },
        audience: ["team"],
        readers: ["lead", "team", "sponsors"],
        disclosure: "lead",
      },
      {
        key: "daily",
        program: "atlas",
        questions: DAILY,
        rule: workdays,
        audience: ["team"],
        readers: ["lead", "team", "sponsors"],
      },
      {
        key: "monthly",
        program: "atlas",
        questions: MONTHLY,
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", ...zone },
        audience: ["lead"],
        readers: ["lead", "sponsors", "steering"],
        disclosure: "above",
      },
    ],
  });
  await run.to("2026-11-03T12:00Z");
  await answer(run, "nina", "daily", DAILY, { moved: said("team") });
  await run.to("2026-11-05T12:00Z");
  await answer(run, "tom", "confide", TO_LEAD, TO_LEAD_SAID);
  await answer(run, "nina", "confide", TO_LEAD, {
    health: { colour: "green" },
    progress: `Eve Stone told us: ${said("naming")}`,
  });
  await enter(run, "tom", ITEMS);
  await enter(run, "tom", [
    {
      type: "request",
      details: {
        kind: "decision",
        options: [
          { label: said("requestOption"), effect: said("requestOption"), doesNothing: false },
          { label: "Nothing", doesNothing: true },
        ],
        recommended: 0,
        why: said("requestOption"),
        costOfWaiting: said("requestOption"),
      },
      title: said("requestOption"),
      sourceKey: "test:request",
      disclosure: "lead",
      ownerId: (await personIn(run, "sofia")).id,
      dueOn: "2026-11-20",
    },
    {
      type: "issue",
      details: { blocksWork: true },
      title: said("teamItem"),
      sourceKey: "test:team",
      disclosure: "team",
    },
  ]);
  await run.to("2026-11-12T12:00Z");
  await answer(run, "tom", "confide", TO_LEAD, { ...TO_LEAD_SAID, progress: `${said("leadProgress")} still` });
  await run.to("2026-11-19T12:00Z");
  await answer(run, "tom", "confide", TO_LEAD, { health: { colour: "green" } });
  await nameSomebody(run, "lea", "carla");
  await run.to("2026-11-30T12:00Z");
  await answer(run, "lea", "monthly", MONTHLY, MONTHLY_SAID);
  // What was sent long ago Drumbeat does not know any more, so it stays in Slack.
  await run.to("2027-01-27T16:00Z");
  await answer(run, "eve", "daily", DAILY, { moved: said("erasedTeam") });
  await run.to("2027-01-28T16:00Z");
  await answer(run, "eve", "confide", TO_LEAD, { health: { colour: "green" }, progress: said("erasedLead") });
  await run.to("2027-01-29T12:00Z");
  await haveFile(run, "sofia");
  await chooseAmong(run, { by: "lea", asked: "nina", consulted: run.sandbox.primaryOwner });
  await lookAfterData(run);
  return run;
}

/** Eve is erased, as far as to the names in texts by others that an admin looks through; others have their data as files. */
async function lookAfterData(run: Run): Promise<void> {
  const { services } = run.app;
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", ADMIN).execute();
  const [admin, erased] = [await personIn(run, ADMIN), await personIn(run, "eve")];
  await beginErasure({ ...services, actor: admin }, { person: erased, reason: "Asked for by letter." });
  // That there are names to look through comes in a morning message.
  await run.to(addMs(run.clock.now(), 10 * DAY));
  expect((await listErasures(run.db, admin.workspace_id))[0]?.state).toBe("looking");
  for (const handle of ["lea", "dan", "tom", "nina"]) await sendOwnData(await actingAs(run, handle));
  await run.settle();
  await run.to(addMs(run.clock.now(), 60_000));
}

/** Has the newest digest that offers it come as a PDF. */
async function haveFile(run: Run, handle: string): Promise<void> {
  const actor = run.as(handle);
  const offers = (message: SandboxMessage) =>
    placedElements(message.blocks).flatMap(({ actionId, element }) =>
      actionId === "digest.menu" && Array.isArray(element.options) ? element.options.filter(isObject) : [],
    );
  const digest = actor.dm().findLast((message) => offers(message).some(({ value }) => String(value).startsWith("pdf")));
  if (!digest) throw new Error(`${handle} has no digest`);
  const option = offers(digest).find(({ value }) => String(value).startsWith("pdf"));
  await actor.press(digest, { actionId: "digest.menu", option: String(option?.value) });
  await run.settle();
  await run.to(addMs(run.clock.now(), 60_000));
}

async function answer(
  run: Run,
  handle: string,
  cadence: string,
  questions: Parameters<typeof fillAndSubmit>[1],
  answers: Answers,
) {
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), questions, answers);
  await run.settle();
}

/** A contact is due with them as everything is looked at. */
async function nameSomebody(run: Run, by: string, who: string): Promise<void> {
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const [owner, person] = [await personIn(run, by), await personIn(run, who)];
  await nameStakeholder(run.app.services, owner, id, {
    ...{ person, owner, stance: "agreed-if", stanceWords: said("stakeholder"), cares: said("stakeholder") },
    nextOn: "2027-02-01",
  });
}

/** Whoever leads has scored the one person of *My people*, whoever else scores has not yet. */
async function chooseAmong(run: Run, { by, asked, consulted }: Record<"by" | "asked" | "consulted", string>) {
  const { services } = run.app;
  const [lead, scorer, admin] = [await personIn(run, by), await personIn(run, asked), await personIn(run, consulted)];
  const settings = {
    retention: await retentionOf(run.db, admin.workspace_id),
    ...{ personIds: [], address: "", choosingConsultedOn: "2026-12-01" },
  };
  await inTransaction(run.db, (tx) => saveDataProtection({ ...services, db: tx, actor: admin }, settings));
  const { details, program_id: programId } = await run.db
    .selectFrom("item")
    .select(["details", "program_id"])
    .where("type", "=", "stakeholder")
    .executeTakeFirstOrThrow();
  const choice = { programId, candidates: [JSON.parse(details).personId], scorers: [lead, scorer] };
  await saveChoice({ ...services, actor: lead }, choice);
  const candidate = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  await scored(services, lead, candidate.id, said("candidateScore"));
}

async function enter(run: Run, handle: string, items: readonly NewItem[]): Promise<void> {
  const { services } = run.app;
  const actor = await personIn(run, handle);
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await inTransaction(run.db, async (tx) => {
    for (const item of items) await raiseItem({ ...services, db: tx, actor }, { programId: id, ...item });
  });
  await run.settle();
}
