import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageAsText } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runOnce } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import { digestMessages, wholeDigest } from "../../src/digests/render/blocks.ts";
import { listSentDigests } from "../../src/digests/use-cases.ts";
import { generatedHalfYear, realHalfYear } from "../support/half-year.ts";
import { leaves, sizeOf } from "../support/screen.ts";
import { type StoredCheckIn, storedCheckIns } from "../support/stored-check-ins.ts";

// One is enough: they are of one shape, and each takes a while to play.
const halfYear = realHalfYear() ?? generatedHalfYear();

/** Whatever its links lead to, one of it or several. */
/** What comes once, before all else. */
const ASKED_OF_SPONSORS = /What to expect from Drumbeat|À quoi vous attendre/;

function needOf({ by, cadence, answers }: { by: string; cadence: string; answers: Record<string, unknown> }): string {
  const [sentence = ""] = String(answers.ask)
    .replace(/\]\([^)]*\)/g, "]")
    .split(/\.(?:\s|$)/);
  return `${by} ${cadence} ${sentence.replace(/s\b/g, "")}`;
}

describe(`the seven months of ${halfYear.name}, played`, () => {
  let played: Played;

  beforeAll(async () => {
    played = await play();
  }, 480_000);
  afterAll(async () => {
    await played.run.close();
    rmSync(played.disk, { recursive: true, force: true });
  });

  it("stores all 173 answers word for word", () => {
    const asSubmitted = played.events.map(({ at, by, cadence, answers }) => ({ at, by, cadence, answers }));
    const storedAnswers = played.stored.map(({ answeredAt, person, cadence, answers }) => ({
      at: answeredAt,
      by: person,
      cadence,
      answers,
    }));
    expect(storedAnswers).toHaveLength(173);
    expect(storedAnswers.toSorted(inOrder)).toEqual(asSubmitted.toSorted(inOrder));
  });

  it("has no call refused by Slack and sends nothing twice", () => {
    expect(played.run.sandbox.counters.errors).toEqual([]);
    expect(played.summary).toMatchObject({ answersSubmitted: 173, answersStored: 173, slackErrors: 0, duplicates: 0 });
  });

  it("sends the sponsor one digest for each month from January to July", () => {
    expect(played.digests.map(({ period, reader, rhythm }) => `${reader} ${rhythm} ${period}`)).toEqual(
      ["01", "02", "03", "04", "05", "06", "07"].map((month) => `${played.sponsor} monthly 2025-${month}`),
    );
  });

  it("writes nothing else to the sponsor, whose digests count the silent programs (C8)", async () => {
    const messages = played.run.sandbox.as(played.sponsor).dm();
    const written = messages.filter(({ thread_ts, text }) => thread_ts === undefined && !ASKED_OF_SPONSORS.test(text));
    expect(written).toHaveLength(played.digests.length);
    for (const { body, sentAt } of played.digests)
      expect(body, sentAt).toMatch(/\d+ of 40 programs (?:haven’t|hasn’t) (?:answered|reported)/);
  });

  it("has each of the 12 calls for help, in the first digest after it was made, whole in no other, and standing in each after it", () => {
    const asking = played.events.filter(({ answers }) => answers.ask !== undefined);
    expect(asking).toHaveLength(12);
    for (const { at, answers } of asking) {
      const first = played.digests.find(({ sentAt }) => sentAt > at);
      const whole = `\n\n${asQuoted(answers.ask)}\n`;
      const holding = played.digests.filter(({ asks }) => asks.includes(whole)).map(({ period }) => period);
      expect(holding, whole).toEqual([first?.period]);
    }
    for (const { asks, sentAt } of played.digests) {
      const headed = asks.match(/^\*\*\d+\. /gm) ?? [];
      // What the same person asks again in the same words is one need.
      const needs = new Set(asking.filter(({ at }) => at < sentAt).map(needOf));
      expect(headed, sentAt).toHaveLength(needs.size);
    }
  });

  it("shows them whole to the sponsor in Slack too", () => {
    const messages = played.run.sandbox.as(played.sponsor).dm().map(messageAsText).join("\n");
    // A first screen has what is short in one line.
    const inOneLine = (text: string) => text.replaceAll(/\s+/g, " ");
    const inSlack = inOneLine(asPlainText(messages).replace(/^ {2}│ /gm, ""));
    for (const { answers } of played.events)
      if (answers.ask !== undefined)
        expect(inSlack.includes(inOneLine(asQuoted(answers.ask))), String(answers.ask)).toBe(true);
  });

  it("keeps the first screen of each to 350 words, 3,000 characters and 30 blocks over 40 programs, in both languages", async () => {
    const { services, workspace } = played.run.app;
    const sent = await listSentDigests(services.db, workspace.id);
    expect(sent.map(({ document }) => document.programs.length)).toEqual([40, 40, 40, 40, 40, 40, 40]);
    const screens = sent.flatMap(({ document }) =>
      ["en-GB", "fr-FR"].map(
        (locale) => digestMessages({ ...document, reader: { ...document.reader, locale } }, "e")[0],
      ),
    );
    const inSlack = played.run.sandbox
      .as(played.sponsor)
      .dm()
      .filter(
        ({ thread_ts, blocks }) => thread_ts === undefined && JSON.stringify(blocks).includes("2025 · 40 programs"),
      );
    expect(inSlack).toHaveLength(7);
    for (const { blocks } of [...screens, ...inSlack]) {
      const { words, characters, blocks: count } = sizeOf(blocks ?? []);
      expect([words <= 350, characters <= 3000, count <= 30], `${words} ${characters} ${count}`).toEqual([
        true,
        true,
        true,
      ]);
      expect(words).toBeGreaterThan(100);
    }
  });

  it("begins no quote with a gap and ends none on a heading, and shows no mark of Markdown or HTML (B12)", async () => {
    const sent = await listSentDigests(played.run.app.services.db, played.run.app.workspace.id);
    const below = sent
      .flatMap(({ document }) => [
        ...wholeDigest(document),
        ...digestMessages(document, "e").flatMap(({ blocks = [] }) => blocks),
      ])
      .flatMap((block) => (block.type === "rich_text" ? block.elements : []))
      .flatMap(({ type, elements }) => (type === "rich_text_quote" ? [elements.map(textIn).join("")] : []))
      .map((quote) => quote.replace(/\n— [^\n]*$/, ""));
    const inLines = sent
      .flatMap(({ document }) => leaves(digestMessages(document, "e").map(({ blocks }) => blocks)))
      .flatMap((text) => [...text.matchAll(/“(.+?)”(?!”)/gs)].map(([, quote = ""]) => quote));
    expect(inLines.length).toBeGreaterThan(100);
    const quotes = [...below, ...inLines];
    expect(quotes.length).toBeGreaterThan(100);
    const wrong = [
      /^\[…\]/,
      /:\s*(?:\[…\])?$/,
      /:[ ]\[…\]/,
      /&[a-z]+;|<br|<!--/,
      /\\[*_@]/,
      /\*\*|^#+ |\]\(http|<http/m,
    ];
    for (const pattern of wrong)
      expect(
        quotes.filter((quote) => pattern.test(quote)),
        String(pattern),
      ).toEqual([]);
  });

  it("has the one answer that came after the last cut-off in no digest", () => {
    const last = played.digests.at(-1)?.sentAt ?? "";
    const after = played.events.filter(({ at }) => at > last);
    expect(after).toHaveLength(1);
    for (const { answers } of after)
      expect(played.digests.some(({ body }) => body.includes(asQuoted(answers.progress).slice(0, 60)))).toBe(false);
  });

  it("quotes the answers of every month: each digest is made of that month's own words", () => {
    for (const { body, sentAt, previous } of played.digests) {
      const ofPeriod = played.events.filter(({ at }) => at <= sentAt && at > previous);
      const quoted = ofPeriod.filter(({ answers }) => body.includes(asQuoted(answers.progress).slice(0, 60)));
      expect(quoted.length, sentAt).toBeGreaterThan(0);
    }
  });
});

interface Digest {
  period: string;
  reader: string;
  rhythm: string;
  sentAt: string;
  /** When the digest before it was sent. */
  previous: string;
  /** As it shows: without Markdown's escapes and quotation marks. */
  body: string;
  /** Its section of asks. */
  asks: string;
}

type Played = Awaited<ReturnType<typeof play>>;

async function play() {
  const scenario = parseScenario(halfYear.json);
  const disk = mkdtempSync(join(tmpdir(), "drumbeat-history-"));
  const out = join(disk, "out");
  const { run, summary } = await runOnce(scenario, { database: ":memory:", out });
  const stored: StoredCheckIn[] = await Array.fromAsync(storedCheckIns(run.app.services.db, run.app.workspace.id));
  // What was submitted, as it stands in the file: read here without the product's own reading of answers.
  const { events } = submittedIn.parse(halfYear.json);
  const sponsor = scenario.programs[0]?.sponsors[0] ?? "";
  return { run, summary, disk, stored, events, sponsor, digests: readDigests(join(out, "digests")) };
}

const submittedIn = z.object({
  events: z.array(
    z.object({
      at: z.iso.datetime().transform((at) => new Date(at).toISOString()),
      by: z.string(),
      do: z.literal("answer"),
      cadence: z.string(),
      answers: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});

const frontMatter = z.object({ period: z.string(), reader: z.string(), rhythm: z.string(), sentAt: z.string() });

function readDigests(digests: string): Digest[] {
  let previous = "";
  return readdirSync(digests)
    .toSorted()
    .map((name) => {
      const [, head = "", ...rest] = readFileSync(join(digests, name), "utf8").split("---\n");
      const pairs = head.trimEnd().split("\n");
      const front = frontMatter.parse(
        Object.fromEntries(
          pairs.map((line) => [line.slice(0, line.indexOf(":")), JSON.parse(line.replace(/^\w+: /, ""))]),
        ),
      );
      const body = asPlainText(
        rest
          .join("---\n")
          .replace(/\\\n> /g, "\n")
          .replace(/^> /gm, ""),
      );
      const asks = /^## \d+ decisions? (?:for you|with no decider yet)\n([\s\S]*?)(?=^## )/m.exec(body)?.[1] ?? "";
      const digest = { ...front, previous, body, asks };
      previous = front.sentAt;
      return digest;
    });
}

/** Without the backslashes and entities by which Markdown and Slack show text as typed. */
function asPlainText(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** As a digest shows it whole: a link by its name and address. */
function asQuoted(answer: unknown): string {
  return String(answer)
    .replace(/\r\n|\r/g, "\n")
    .replace(/\[([^\]\n]+)\]\(([^)\s]+)\)/g, "$1 ($2)");
}

function textIn(leaf: object): string {
  return "text" in leaf && typeof leaf.text === "string" ? leaf.text : "";
}

function inOrder(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
