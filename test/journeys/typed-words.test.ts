import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import { aRun, lastMessage, openForm, type Run, sentAs, textOf as shownAs } from "../support/run.ts";

const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");

const WITH = "Check in with these words";

const WEEKLY = {
  key: "daily",
  program: "atlas",
  questions: [{ key: "progress", type: "long-text", label: "What moved?", feeds: "progress" }],
  rule: { every: "week", on: ["mo"], at: "09:00", zone: "Europe/London" },
  audience: ["team"],
};

async function answerDaily(run: Run, handle: string, progress: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill("answer:progress", progress);
  run.as(handle).fill("answer:next", "The rest");
  await run.as(handle).submit();
  await run.settle();
}

async function keptIn(run: Run): Promise<string[]> {
  const rows = await run.db.selectFrom("typed_words").select("text").execute();
  return rows.map(({ text }) => text);
}

describe("words typed to the app", () => {
  it("are kept for a day, and a press puts them into the form", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").say("I finished the <b>parser</b> & co,\nnext is the exporter");
    await run.settle();
    const answer = lastMessage(run, "tom");
    expect(textOf(answer)).toBe(
      "Kept until Tue 3 Nov, 10:00. One click puts your message into your check-in:\nDaily team check-in · Atlas\n[Check in with these words] ⋯Why did I get this?",
    );
    await run.as("tom").press(answer, { label: WITH });
    expect(textOf(await run.as("tom").waitForView())).toContain(
      "Done since last time\n  (answer:progress) I finished the <b>parser</b> & co,\nnext is the exporter",
    );
    run.as("tom").fill("answer:next", "The exporter");
    await run.as("tom").submit();
    await run.settle();
    expect((await sentAs(run, "prompt", "tom")).at(-1)?.text).toContain(
      "Done: I finished the <b>parser</b> & co,\nnext is the exporter",
    );
  });

  it("stand below what the person has begun or answered there, once", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await answerDaily(run, "tom", "Parser done");
    await run.to("2026-11-03T10:00Z");
    await run.as("tom").say("Exporter begun");
    await run.settle();
    const answer = lastMessage(run, "tom");
    await answerDaily(run, "tom", "Parser shipped");
    await run.as("tom").press(answer, { label: WITH });
    const form = textOf(await run.as("tom").waitForView());
    expect(form).toContain("You’ve already answered: your message appears below your answer.");
    expect(form).toContain("(answer:progress) Parser shipped\nExporter begun");
    await run.as("tom").submit();
    await run.settle();
    await run.as("tom").press(answer, { label: WITH });
    expect(textOf(await run.as("tom").waitForView())).toContain("(answer:progress) Parser shipped\nExporter begun\n");
  });

  it("that a field has no room for are said at it, whole", async () => {
    const run = await aRun({
      cadences: [
        {
          key: "daily",
          program: "atlas",
          questions: [{ key: "progress", type: "text", label: "What moved?", feeds: "progress", max: 20 }],
          rule: { every: "day", at: "09:00", zone: "Europe/London" },
          audience: ["team"],
        },
      ],
    });
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").say("The parser is done and the exporter is not");
    await run.settle();
    await run.as("tom").press(lastMessage(run, "tom"), { label: WITH });
    const form = await run.as("tom").waitForView();
    expect(textOf(form)).toContain(
      "What moved?\n  (answer:progress) The parser is done\n  │ and the exporter is not\n",
    );
    expect(JSON.stringify(form.blocks)).toContain("Maximum 20 characters. The rest appears below, and");
  });

  it("are forgotten after a day; the button says so and opens the form without them", async () => {
    const run = await aRun({ cadences: [WEEKLY] });
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").say("The parser is done");
    await run.settle();
    const answer = lastMessage(run, "tom");
    await run.to("2026-11-03T09:59:59Z");
    expect(await keptIn(run)).toEqual(["The parser is done"]);
    await run.to("2026-11-03T10:01Z");
    expect(await keptIn(run)).toEqual([]);
    await run.as("tom").press(answer, { label: WITH });
    const form = textOf(await run.as("tom").waitForView());
    expect(form).toContain("Your message is no longer kept; here’s the form without it.");
    expect(form).not.toContain("parser");
  });
});

describe("/drumbeat", () => {
  it("alone always opens the same: what is theirs now, their programs, and a new one, as Home has them", async () => {
    const run = await aRun();
    const shown = async (handle: string) => {
      const { response } = await run.as(handle).command("/drumbeat");
      return response
        ? textOf(response)
            .split("\n")
            .filter((line) => line !== "")
        : [];
    };
    const before = await shown("tom");
    await run.to("2026-11-02T10:00Z");
    const now = await shown("tom");
    expect(now.slice(0, 2)).toEqual(["NOW", "*Daily team check-in* · Atlas"]);
    for (const lines of [before, now, await shown("sofia")])
      expect(lines.slice(-3)).toEqual(expect.arrayContaining([expect.stringMatching(/Atlas\]/), "[Create a program]"]));
    const home = (await openHome(run, "tom")).join(" ");
    for (const line of now.slice(3, now.indexOf("[Create a program]"))) expect(home).toContain(line);
    expect(await shown("sam")).toContain("[Create a program]");
  });
});
