/** P16, end to end: a team whose names, program, questions, answers and reasons are all hostile gets its digests. */
import { isObject, type Json, parseJson, placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { MOST_LINE_LETTERS } from "../../src/cadences/questions/field-lines.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { fillAndSubmit, findPrompt } from "../../src/demo/answering.ts";
import { sentDigestsOf } from "../../src/demo/run.ts";
import { textToForward } from "../../src/reports/forward.ts";
import { digestMarkdown } from "../../src/reports/markdown.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { HOSTILE } from "../support/hostile-strings.ts";
import { activeInMarkdown, activeInSlack, activeInTerminal } from "../support/injection.ts";
import { aRun, openForm, type Run } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const FEEDS = ["bottom-line", "progress", "next", "ask", "risk", "decision", "value", "blocker", "milestone"] as const;
/** The ones above and the reason of a health. */
const FIELDS = FEEDS.length + 1;
const PEOPLE = Math.ceil(HOSTILE.length / FIELDS);
const SHORT = HOSTILE.filter((text) => text.length <= 500);

const at = (list: readonly string[], index: number) => list[index % list.length] ?? "";
const handles = Array.from({ length: PEOPLE }, (_, index) => `person-${index}`);

/** Each string is the answer of one person in one field. */
function answersOf(person: number): Answers {
  const answer = (field: number) => at(HOSTILE, person * FIELDS + field);
  const reason = answer(FEEDS.length).slice(0, MOST_LINE_LETTERS);
  const pathToGreen = { action: reason, by: "2026-12-18" };
  return {
    health: { colour: person % 2 === 0 ? "amber" : "red", reason, pathToGreen },
    ...Object.fromEntries(FEEDS.map((feed, field) => [feed, answer(field)])),
  };
}

/** What is nothing but invisible signs is no answer. */
function seen(answers: Answers): Answers {
  const isSeen = ([, text]: [string, unknown]) => typeof text !== "string" || !/^[\p{White_Space}\p{Cf}]*$/u.test(text);
  return Object.fromEntries(Object.entries(answers).filter(isSeen));
}

function aHostileTeam(database: DatabaseName): Promise<Run> {
  const label = (index: number) => ({ en: at(SHORT, index), fr: at(SHORT, index + 1) });
  const on = (date: string) => ({ at: "09:00", zone: "UTC", from: date, until: date });
  return aRun({
    database,
    people: [
      { handle: "lead", name: at(SHORT, 0), tz: "Europe/Paris", locale: "fr-FR" },
      { handle: "sponsor", name: at(SHORT, 26), tz: "Europe/London", locale: "en-GB" },
      ...handles.map((handle, index) => ({
        handle,
        name: at(HOSTILE, index * 11),
        tz: index % 2 === 0 ? "Europe/Paris" : "Asia/Kolkata",
        locale: index % 2 === 0 ? "fr-FR" : "en-IN",
      })),
    ],
    programs: [
      {
        key: "atlas",
        title: "<!channel> <https://evil.example|Atlas> =1+1 & *x* @here",
        purpose: `${at(HOSTILE, 27)}\u0000`,
        lead: "lead",
        sponsors: ["sponsor"],
        team: handles,
      },
    ],
    cadences: [
      {
        key: "asked",
        program: "atlas",
        rule: { every: "week", on: ["mo"], ...on("2026-11-02") },
        audience: ["team"],
        readers: ["lead", "sponsors"],
        questions: [
          { key: "health", type: "health", label: label(40), feeds: "health" },
          ...FEEDS.map((feeds, index) => ({
            key: feeds,
            type: "long-text",
            label: label(index * 7),
            hint: label(index * 5),
            feeds,
          })),
        ],
      },
      {
        ...{ key: "skipped", program: "atlas", template: "daily-team", audience: ["team"] },
        rule: { every: "day", ...on("2026-11-03") },
      },
    ],
  });
}

/** Everything that the app gave Slack to show, calls and acknowledgements, each with how it was given. */
function shownIn(run: Run): [string, Json][] {
  const read = (value: Json | undefined) => (typeof value === "string" ? (parseJson(value) ?? null) : value);
  return run.transcript.flatMap(({ type, direction, body, answer }): [string, Json][] => {
    const given = direction === "call" ? body : answer;
    if (!isObject(given)) return [];
    if ("view" in given) return [[type, read(given.view) ?? null]];
    return "text" in given || "blocks" in given ? [[type, { ...given, blocks: read(given.blocks) ?? [] }]] : [];
  });
}

describe.each(databases)("a team with nothing but hostile words, on %s", (database) => {
  it("is asked, answers, skips and gets its digests; its words stay words, and are kept as they were typed", async () => {
    const run = await aHostileTeam(database);
    await run.to("2026-11-02T10:00:00Z");
    for (const [index, handle] of handles.entries()) {
      await openForm(run, handle, "asked");
      const questions = run.scenario.cadences[0]?.questions ?? [];
      await fillAndSubmit(run.as(handle), questions, answersOf(index));
    }
    await run.to("2026-11-03T10:00:00Z");
    for (const handle of handles) {
      const prompt = findPrompt(run.as(handle), run.known(handle, "skipped"));
      if (!prompt) throw new Error(`${handle} was not asked twice`);
      const menu = placedElements(prompt.blocks).find(({ actionId }) => actionId === promptIds.menu);
      const option = /"(skip:[^"]+)"/.exec(JSON.stringify(menu?.element))?.[1] ?? "";
      await run.as(handle).press(prompt, { actionId: promptIds.menu, option });
    }
    await run.to("2026-12-04T10:00:00Z");

    // Stored word for word.
    const lines = await Array.fromAsync(storedCheckIns(run.db));
    expect(lines).toHaveLength(PEOPLE);
    for (const [index, handle] of handles.entries())
      expect(lines.find(({ person }) => person === handle)?.answers).toEqual(seen(answersOf(index)));

    // Everything was delivered, nothing was refused.
    expect(run.sandbox.counters.errors).toEqual([]);
    const deliveries = await run.db.selectFrom("delivery").select(["kind", "state", "last_error"]).execute();
    const unsent = deliveries.filter(({ state }) => state !== "sent" && state !== "dropped");
    expect(unsent.filter(({ state }) => state !== "waiting")).toEqual([]);
    const digests = await sentDigestsOf(run.app);
    const got = digests.map(({ handle, input }) => `${handle} ${input.rhythm}`);
    expect(got).toEqual(expect.arrayContaining(["lead weekly", "sponsor monthly"]));

    // And nowhere did it become more than words.
    const all = shownIn(run);
    const ways = ["chat.postMessage", "chat.update", "response_url", "views.open"];
    expect([...new Set(all.map(([way]) => way))].sort()).toEqual(ways);
    const users = [...run.sandbox.slack.workspace.people.values()].map(({ userId }) => userId);
    for (const [where, message] of all) expect(activeInSlack(message, users), where).toEqual([]);
    for (const { digestId, input, screen, sentAt } of digests) {
      const markdown = digestMarkdown(screen, input, { id: digestId, sentAt });
      expect(activeInMarkdown(markdown)).toEqual([]);
      expect(parse(markdown.split("\n---\n")[0] ?? "")).toMatchObject({ reader: input.reader.name, sentAt });
      expect(activeInTerminal(textToForward(screen, new Map(), input.reader))).toEqual([]);
    }
  }, 300_000);
});
