/** Words that nobody had in mind when they asked: each yields a first screen that a person would sign. */
import { describe, expect, it } from "vitest";
import type { HealthAnswer } from "../../src/cadences/questions/questions.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { linesOf, sizeOf } from "../support/screen.ts";
import { anAnswer, aProgram, aRound, earlier, fed, green, theDocument } from "./facts.ts";

const LOG = Array.from(
  { length: 60 },
  (_, step) =>
    `2026-10-29T03:${step + 10}:11Z ERROR ingest java.net.SocketTimeoutException at Store.read(Store.java:${step})`,
)
  .join("\n")
  .slice(0, 3000);
const TRACE = 'Traceback (most recent call last):\n  File "run.py", line 3, in main\n    at Store.read (store.ts:4)';
const TABLE = "| Store | Rows | Done |\n|---|---:|---|\n| Leeds | 1,204 | yes |\n| York | 980 | no |";
const MARKUP =
  "## Status\n**Late** by <b>two</b> weeks&nbsp;<br>see [the plan](https://plan.example/a_b) <!-- ask Tom -->\n- [x] one\n- [ ] ~~two~~";
const WORDS = {
  "one word": "Delayed",
  "one emoji": "🙂",
  "3,000 characters of a log": LOG,
  "a log amid words": `The import failed in the night.\n${LOG}\nWe repair it by Friday.`,
  "a stack trace": `The import stops.\n${TRACE}`,
  "a table in Markdown": `Two stores are late.\n\n${TABLE}`,
  "marks of Markdown and HTML": MARKUP,
  "several languages": "Le lot 3 est livré. The rollout to Leeds is late. Danke an alle. Двадцать магазинов готовы.",
};
const MARKS = /\*\*|(?:^|\s)#{1,6} |^\s*\||\|\s*:?-{3}|```|~~|<\/?[a-z!][^>]*>|&[a-z]+;|\]\(http/m;
const MACHINE = /ERROR|Exception|Traceback|Store\.(?:java|read)|store\.ts|run\.py/;
const SAYS = {
  "en-GB": {
    again: "said 4 times since Fri 2 Oct",
    calm: /^Nothing is needed|2 programs on track|On track (?:\d → )?2/m,
  },
  "fr-FR": {
    again: "4 fois depuis le ven. 2 oct.",
    calm: /^Rien n’est attendu|2 programmes conformes|Conforme (?:\d → )?2/m,
  },
} as const;

/** The first screen, without what stands for itself only in Slack's code. */
function screenOf(programs: Parameters<typeof theDocument>[0], locale = "en-GB") {
  const [{ blocks }] = digestMessages(
    theDocument(programs, { reader: { handle: "s", name: "S", locale, zone: "UTC" } }),
    "e",
  );
  const lines = linesOf(blocks).map(({ is, text }) => ({ is, text: text.replaceAll("\u00a0", " ") }));
  return { lines, text: lines.map(({ text }) => text).join("\n"), size: sizeOf(blocks) };
}

describe.each(["en-GB", "fr-FR"] as const)("a first screen that a person would sign, in %s", (locale) => {
  const other = aProgram("Borea", [green], { given: earlier("Borea", "green") });

  it.each(Object.entries(WORDS))("is made of %s (F15)", (_, words) => {
    const feeds = ["progress", "next", "value", "bottom-line"] as const;
    const answers = [fed("health", { colour: "red", reason: words }), ...feeds.map((feed) => fed(feed, words))];
    const { lines, text, size } = screenOf(
      [aProgram("Atlas", answers, { given: earlier("Atlas", "amber") }), other],
      locale,
    );
    expect(text).toContain("Atlas");
    expect(text).not.toMatch(MARKS);
    expect(text).not.toMatch(MACHINE);
    for (const { text: line } of lines) expect(line).not.toMatch(/^(?:\[…\]|…)|[:,;]\s*(?:\[…\]|…)?$/);
    expect(lines.filter(({ is, text: line }) => is === "heading" && line.includes(words))).toEqual([]);
    expect([size.words <= 350, size.characters <= 3000]).toEqual([true, true]);
  });

  it.each(Object.entries(WORDS))("says %s once, whatever it was said to (F15)", (_, words) => {
    const answers = [
      fed("health", { colour: "red", reason: words }),
      fed("bottom-line", words),
      fed("progress", words),
    ];
    const { lines } = screenOf([aProgram("Atlas", answers, { given: earlier("Atlas", "amber") }), other], locale);
    const said = lines.map(({ text }) => text.split("\n— ")[0] ?? "").filter((text) => text.length > 1);
    expect(said.filter((text, place) => said.indexOf(text) !== place)).toEqual([]);
  });

  it("says what is written every week once, with how often and since when (F15)", () => {
    const { lines, text } = screenOf([everyWeek("The vendor is testing release four."), other], locale);
    expect(text.split("The vendor is testing release four.")).toHaveLength(2);
    expect(lines.find((line) => line.text.includes("The vendor"))?.text).toContain(SAYS[locale].again);
  });

  it("does not say so of one who says it for the first time, or of two who say the same (F15)", () => {
    const say = (who: string) =>
      anAnswer("Atlas", [fed("progress", "It runs.")], { author: who, personId: who, checkInId: who });
    const { text } = screenOf([aProgram("Atlas", null, { answers: [say("Ana"), say("Tom")] }), other], locale);
    expect(text).toMatch(/Ana|Tom/);
    expect(text).not.toMatch(/times since|fois depuis/);
  });

  it("lets two leads who contradict each other both be heard, and reassures of nothing (F15)", () => {
    const say = (who: string, health: HealthAnswer, line: string) =>
      anAnswer("Atlas", [fed("health", health), fed("bottom-line", line)], {
        author: who,
        personId: who,
        checkInId: who,
      });
    const answers = [
      say("Ana", { colour: "green" }, "All is on plan."),
      say("Tom", { colour: "red", reason: "The bench has no power." }, "We stand still."),
    ];
    const rounds = [aRound("Atlas", { asked: 2, answered: 2 })];
    const { text } = screenOf([aProgram("Atlas", null, { leads: ["Ana", "Tom"], answers, rounds }), other], locale);
    for (const who of ["Ana", "Tom"]) expect(text).toContain(who);
    expect(text).toMatch(/■|🔴/);
    expect(text).not.toMatch(SAYS[locale].calm);
  });
});

/** Of October, with as much from each Friday. */
function everyWeek(words: string) {
  const weeks = ["2026-10-02", "2026-10-09", "2026-10-16", "2026-10-23"].map((day, index) => ({
    ...aRound("Atlas", { asked: 1, answered: 1 }),
    id: `week-${index}`,
    cadenceId: "Atlas-weekly",
    key: day,
    period: `2026-W${40 + index}`,
  }));
  const answers = weeks.map(({ id, key, period, cadenceId }) =>
    anAnswer("Atlas", [fed("progress", words)], {
      ...{ checkInId: id, cadenceId, roundId: id, roundKey: key, roundPeriod: period },
      answeredAt: `${key}T10:00:00.000Z`,
    }),
  );
  const bare = aProgram("Atlas", null);
  const cadences = bare.cadences.map((one) => ({
    ...one,
    id: "Atlas-weekly",
    every: "week" as const,
    asksHealth: false,
  }));
  return aProgram("Atlas", null, { cadences, answers, rounds: weeks });
}
