/** What nobody plans for and everybody does (48, *Bad input*). */
import { viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { answer, inbox, plain } from "../mission/acts.ts";
import { everyItem, itemCalled, mayDecide, raiseRequest, requestCalled } from "../mission/acts-register.ts";
import { aCompany, cadence, LOYALTY } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { type Run, textOf } from "../support/run.ts";

const QUESTION = "Release Dieter?";

const told = (run: Run, who: string, words: string) =>
  inbox(run, who, words).map(({ at, words: text }) => `${at.slice(5, 10)} ${plain(text)}`);

/** All pages of the list behind *Show* in the message with these words. */
async function listBehind(run: Run, handle: string, about: string): Promise<string> {
  const reader = run.as(handle);
  const message = reader.dm().findLast((each) => textOf(each).includes(about));
  await reader.press(message ?? expect.fail("No message."), { label: "Show" });
  const first = viewAsText(await reader.waitForView());
  await reader.pressInView({ label: "›" });
  const pages = first + viewAsText(await reader.waitForView());
  await reader.closeView({ all: true });
  return pages;
}

describe("ten blockers in one answer", () => {
  const titles = Array.from({ length: 10 }, (_, place) => `Supplier ${place + 1} does not answer`);
  const answered = async (): Promise<Run> => {
    const run = await aCompany({ cadences: [cadence("weekly", { audience: ["team"] })] });
    await run.to("2026-11-05T12:00Z");
    await answer(run, "priya", "weekly", { status: "on track", done: "Import", blockers: titles.join("\n") });
    return run;
  };

  it("are ten items, in one line of the receipt with two buttons", async () => {
    const run = await answered();
    const items = (await everyItem(run)).filter(({ type }) => type === "issue");
    expect(items.map(({ title }) => title)).toEqual(titles);
    const receipts = run
      .as("priya")
      .dm()
      .filter((message) => textOf(message).includes("Tracked, yours"));
    expect(receipts).toHaveLength(1);
    const receipt = plain(textOf(receipts[0] ?? expect.fail("No receipt.")));
    const [line] = receipt.split("\n").filter((each) => each.includes("Tracked, yours"));
    for (const title of titles) expect(line).toContain(title);
    expect(receipt.match(/\[Not a blocker\]/g)).toHaveLength(1);
  });

  it("come to the lead in one line of a morning message, whose list names each, and so to the sponsor", async () => {
    const run = await answered();
    await run.to("2026-11-13T12:00Z");
    for (const title of titles) expect((await itemCalled(run, title)).owner).toBe("tom");
    const morning = told(run, "tom", "10 blockers that are now yours");
    expect(morning.map((message) => message.slice(0, 5))).toEqual(["11-13"]);
    const listed = await listBehind(run, "tom", "10 blockers that are now yours");
    for (const title of titles) expect(listed).toContain(`${title} · a blocker, now yours.`);
    await run.to("2026-11-20T12:00Z");
    const ofSponsor = told(run, "margaret", "10 blockers that are now yours");
    expect(ofSponsor.map((message) => message.slice(0, 5))).toEqual(["11-20"]);
    const toSponsor = await listBehind(run, "margaret", "10 blockers that are now yours");
    for (const title of titles) expect(toSponsor).toContain(title);
  });
});

describe("a lead who is also the sponsor", () => {
  const company = async (): Promise<Run> => {
    const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["tom"] }], cadences: ["monthly"] });
    await run.to("2026-11-02T10:00Z");
    return run;
  };

  it("has a request of the team once, and unanswered it goes to the chair", async () => {
    const run = await company();
    await raiseRequest(run, "priya", { question: QUESTION, neededBy: "2026-11-13", options: ["Release", "Wait"] });
    await run.to("2026-11-03T12:00Z");
    expect(told(run, "tom", QUESTION).map((message) => message.slice(0, 5))).toEqual(["11-03"]);
    expect(plain((await openHome(run, "tom")).join("\n")).split(QUESTION)).toHaveLength(2);
    expect(await requestCalled(run, QUESTION)).toMatchObject({ with: "tom", answerBy: "2026-11-11" });
    await run.to("2026-11-12T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
  });

  it("asks the chair, and decides nothing of their own", async () => {
    const run = await company();
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: ["Release", "Wait"] });
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
    await run.to("2026-11-10T12:00Z");
    expect(mayDecide(run, "tom", QUESTION)).toBe(false);
    expect(mayDecide(run, "hugo", QUESTION)).toBe(true);
    expect(plain((await openHome(run, "tom")).join("\n"))).toContain("Hugo Lambert, by Wed 11 Nov");
  });

  it("looks through what they write for the others above, and reads the digest", async () => {
    const run = await company();
    await run.to("2026-11-30T10:00Z");
    await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
    await run.to("2026-12-03T12:00Z");
    const came = inbox(run, "tom")
      .filter(({ at }) => at > "2026-12")
      .map(({ at, words }) => `${at} ${plain(words).split("\n")[0]}`);
    expect(came).toEqual([
      "2026-12-02T09:00 Your part of the sponsors’ November digest, Thu 3 Dec, from 9:00",
      "2026-12-03T09:00 NOVEMBER · LOYALTY",
      "2026-12-03T09:00 🟢 Loyalty · on track since 30 Nov",
    ]);
  });
});
