/** Whatever people's words are in the tables, alike, as long as they can be or empty, Slack takes every screen and message. */
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { saveSection } from "../../src/pages/writing-and-approving.ts";
import { blankDetails } from "../../src/register/item-types.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork } from "../../src/tracks/work/requests.ts";
import { addLibraryRoles } from "../../src/tracks/working-roles.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { addQuietly } from "../support/acting.ts";
import { rewriteWords } from "../support/all-words.ts";
import { actingAs, aRun, LEA, NINA, openForm, personIn, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";
import { LAUNCH } from "../tracks/launch.ts";

const FEEDS = ["progress", "next", "blocker", "risk", "decision", "request"] as const;
const QUESTIONS = FEEDS.map((feeds) => ({ key: feeds, type: "long-text", label: `About ${feeds}`, feeds }));
const TYPES = ["issue", "risk", "assumption", "dependency", "decision", "action", "request", "milestone"] as const;
const TEXTS = [
  ["the same everywhere", "Alike"],
  ["3,000 letters that triple when they are escaped", "<&>".repeat(1000)],
  ["nothing", ""],
] as const;

/** Slack takes these calls whatever is in them. */
const REFUSED = [
  "invalid_arguments",
  "invalid_blocks",
  "view_too_large",
  "msg_too_long",
  "msg_blocks_too_long",
  "no_text",
];

it.each(TEXTS)(
  "Slack takes all that is shown where people have written %s",
  async (_, text) => {
    const log = theLog();
    const run = await aWorld();
    await rewriteWords(run.db, text);
    const found = await surfacesOf(run, {
      people: ["lea", "sofia"],
      commands: ["work", "roles", "tracks", "raci", "find i", "open LOY-R-1"],
      perAction: 1,
    });
    expect(found.length).toBeGreaterThan(50);
    expect(run.sandbox.counters.errors.filter(({ error }) => REFUSED.includes(error))).toEqual([]);
    const messages = found.flatMap(({ is, text: blocks }) => (is === "message" ? [blocks] : []));
    expect(messages.flatMap((blocks) => problemsInBlocks(parseJson(blocks) ?? []))).toEqual([]);
    // A busy machine answers late.
    expect(log.filter((line) => !line.includes("WebAPIRequestError"))).toEqual([]);
  },
  900_000,
);

async function aWorld(): Promise<Run> {
  const run = await aRun({
    isTogether: true,
    logLevel: "error",
    people: [LEA, TOM, NINA, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: QUESTIONS,
        rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
        audience: ["team", "lead"],
        readers: ["lead", "team", "sponsors"],
      },
    ],
  });
  const program = await programId(run);
  const lea = await actingAs(run, "lea");
  const tom = await actingAs(run, "tom");
  const sam = await actingAs(run, "sam");
  for (const [place, type] of TYPES.entries())
    await addQuietly(tom, {
      programId: program,
      title: `${type} of ours`,
      description: "With more words.",
      sourceKey: `command:${place}`,
      dueOn: "2026-11-13",
      ownerId: type === "request" ? (await personIn(run, "sofia")).id : tom.actor.id,
      ...blankDetails(type),
    });
  await addLibraryRoles(lea, { programId: program, keys: ["developer", "marketer"] });
  await startTrack(lea, { programId: program, template: LAUNCH });
  await takeTypes(lea, { programId: program, keys: ["campaign"] });
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "Lapsed" };
  await askForWork(sam, { programId: program, key: "campaign", answers });
  await askForWork(tom, { programId: program, key: "campaign", answers });
  const purpose = { section: "purpose", revision: 0, text: "What it is for", measures: [] } as const;
  await saveSection(lea, { kind: caseKind, programId: program, ...purpose });
  await run.to("2026-11-05T12:00Z");
  for (const who of ["tom", "lea"]) {
    await openForm(run, who, "weekly");
    const said = Object.fromEntries(FEEDS.map((feeds) => [feeds, `Words about ${feeds}`]));
    await fillAndSubmit(run.as(who), run.known(who, "weekly").cadence.questions, said);
  }
  await run.to("2026-11-10T12:00Z");
  return run;
}
