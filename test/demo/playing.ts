/** A scenario that is played, and what is true of it whatever it tells. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { type Answers, isOutlook, OUTLOOKS } from "../../src/cadences/questions/questions.ts";
import { type RunSummary, runOnce, type SandboxRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { type StoredCheckIn, storedCheckIns } from "../support/stored-check-ins.ts";

export interface Play {
  run: SandboxRun;
  summary: RunSummary;
  /** Where its files are. */
  out: string;
  stored: StoredCheckIn[];
  close(): Promise<void>;
}

export async function play(
  scenario: Scenario,
  options: { database: string; onProgress?: (done: number) => void },
): Promise<Play> {
  const out = mkdtempSync(join(tmpdir(), "drumbeat-play-"));
  const { run, summary } = await runOnce(scenario, { ...options, out });
  return {
    run,
    summary,
    out,
    stored: await Array.fromAsync(storedCheckIns(run.app.services.db, run.app.workspace.id)),
    async close() {
      await run.close();
      rmSync(out, { recursive: true, force: true });
    },
  };
}

/** The scenario as far as to this instant. */
export function until(scenario: Scenario, end: string): Scenario {
  return { ...scenario, end, events: scenario.events.filter(({ at }) => at <= end) };
}

/** Tests that hold whatever is played. */
export function itIsPlayedAsWritten(scenario: Scenario, playOf: () => Play): void {
  const given = scenario.events.filter((event) => event.do === "answer");

  it("had no call refused by Slack, and sent nothing twice", () => {
    const { summary, run, out } = playOf();
    expect(run.sandbox.counters.errors).toEqual([]);
    expect(summary).toEqual({
      promptsSent: expect.any(Number),
      remindersSent: expect.any(Number),
      answersSubmitted: given.length,
      answersStored: given.length,
      digestsSent: expect.any(Number),
      slackErrors: 0,
      duplicates: 0,
    });
    expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toEqual(summary);
  });

  it("stored every answer as it was submitted, at its time", () => {
    const asSubmitted = given.map((event) => ({
      at: event.at,
      person: event.by,
      cadence: event.cadence,
      answers: "answers" in event ? storedOf(event.answers) : {},
      nothingToReport: "nothingToReport" in event,
    }));
    const storedAnswers = playOf().stored.map(({ answeredAt, person, cadence, answers, nothingToReport }) => ({
      at: answeredAt,
      person,
      cadence,
      answers: withoutOutlooks(answers),
      nothingToReport: nothingToReport ?? false,
    }));
    expect(storedAnswers.map(withoutTime).toSorted(inOrder)).toEqual(asSubmitted.map(withoutTime).toSorted(inOrder));
    expectAtTheirTime(storedAnswers, asSubmitted);
    // Objectives are stored by their ids, which no scenario has.
    const said = given.flatMap((event) => ("items" in event ? Object.values(event.items ?? {}) : []));
    const outlooks = playOf().stored.flatMap(({ answers }) => Object.values(answers).filter(isOutlook));
    expect(outlooks.flatMap(({ outlook }) => Object.values(outlook)).toSorted()).toEqual(
      said.filter((word) => OUTLOOKS.some((outlook) => outlook === word)).toSorted(),
    );
  });

  it("wrote every call, event and act into the transcript, in order of time, and no secret", () => {
    const { run, out } = playOf();
    const text = readFileSync(join(out, "transcript.jsonl"), "utf8");
    const entries = text
      .trimEnd()
      .split("\n")
      .map((line) => transcriptLine.parse(JSON.parse(line)));
    const calls = Map.groupBy(
      entries.filter(({ direction }) => direction === "call"),
      ({ type }) => type,
    );
    const counted = Object.fromEntries([...calls].map(([type, { length }]) => [type, length]));
    expect(counted).toEqual(run.sandbox.counters.calls);
    expect(entries.filter(({ direction, type }) => direction === "event" && type === "message")).toHaveLength(
      scenario.events.filter((event) => event.do === "say").length,
    );
    const answered = entries.filter(({ direction, type, body }) => direction === "act" && isAnswer(type, body));
    expect(answered.map(({ by }) => by).toSorted()).toEqual(given.map(({ by }) => by).toSorted());
    expectAtTheirTime(answered, given);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect([times.every((at) => at >= scenario.start), times.every((at) => at <= scenario.end)]).toEqual([true, true]);
    for (const secret of [run.sandbox.botToken, run.sandbox.appToken, "/hooks/"]) expect(text).not.toContain(secret);
  });
}

/** What is asked beside an answer, as by when, is done with it and no part of it. */
function storedOf(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !key.includes(":")));
}

function withoutOutlooks(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => !isOutlook(answer)));
}

function withoutTime<Entry extends { at: string }>({ at, ...rest }: Entry) {
  return rest;
}

/** To ask for one of several prompts that came as one message takes a person a second more. */
function expectAtTheirTime(done: readonly { at: string }[], planned: readonly { at: string }[]): void {
  const times = (acts: readonly { at: string }[]) => acts.map(({ at }) => Date.parse(at)).toSorted((a, b) => a - b);
  const delays = times(done).map((at, index) => at - (times(planned)[index] ?? 0));
  expect(delays.filter((delay) => delay < 0 || delay > 2000)).toEqual([]);
}

const transcriptLine = z.object({
  at: z.string().length(24),
  direction: z.enum(["call", "event", "act"]),
  type: z.string(),
  by: z.string().optional(),
  body: z.record(z.string(), z.unknown()),
});

const pressed = z.object({ actions: z.tuple([z.object({ action_id: z.literal("check_in.nothing") })]) });
const submitted = z.object({ view: z.object({ callback_id: z.enum(["check_in.form", "check_in.day_form"]) }) });

function isAnswer(type: string, body: unknown): boolean {
  return type === "press" ? pressed.safeParse(body).success : type === "submit" && submitted.safeParse(body).success;
}

function inOrder(one: object, other: object): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : 1;
}
