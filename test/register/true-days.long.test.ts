/** What a screen says of a day and an hour is so: who is late, when what is sent comes, how a request is answered. */
import { placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { reply } from "../../src/register/requests/acts.ts";
import { requestIds } from "../../src/register/requests/cards.ts";
import { inbox, plain } from "../mission/acts.ts";
import {
  addItem,
  askBack,
  decide,
  decideInWords,
  delegate,
  raiseRequest,
  registerSeenBy,
  reply as replyTo,
  requestCalled,
  sendToCommittee,
  vote,
} from "../mission/acts-register.ts";
import { aCompany, type CompanyOptions, LOYALTY, PEOPLE } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, type Run, textOf } from "../support/run.ts";

const QUESTION = "Release Dieter?";
const OPTIONS = ["Release", "Wait until spring"];

async function homeOf(run: Run, who: string): Promise<string> {
  return plain((await openHome(run, who)).join("\n"));
}

/** On Monday 2 November Tom asks Margaret. */
async function asked({ options = OPTIONS, ...company }: CompanyOptions & { options?: string[] } = {}): Promise<Run> {
  const run = await aCompany(company);
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", {
    question: QUESTION,
    neededBy: "2026-11-13",
    ...(options.length > 0 && { options }),
  });
  return run;
}

const idOf = async (run: Run) =>
  (await run.db.selectFrom("item").select("id").where("title", "=", QUESTION).executeTakeFirstOrThrow()).id;

/** Presses *Ask…* and returns what the form shows. */
async function openQuestion(run: Run, who: string): Promise<() => string> {
  const actor = run.as(who);
  const placed = actor
    .dm()
    .toReversed()
    .flatMap((message) => placedElements(message.blocks).map((each) => ({ message, ...each })))
    .find(({ actionId }) => actionId === requestIds.question);
  if (!placed) throw new Error(`${who} has nothing to ask about`);
  await actor.press(placed.message, { actionId: requestIds.question });
  await actor.waitForView();
  // With its hints.
  return () => plain(JSON.stringify(actor.view() ?? {}));
}

/** When something with these words came to somebody. */
const cameAt = (run: Run, who: string, words: string) => inbox(run, who, words).map(({ at }) => at);

describe("past the day on which it is needed", () => {
  it("whoever has it since is in time on every screen until their own day, and late on all of them after it", async () => {
    const run = await asked();
    await run.to("2026-11-16T10:00Z");
    expect(await requestCalled(run, QUESTION)).toMatchObject({ with: "hugo", answerBy: "2026-11-16" });
    expect(await homeOf(run, "hugo")).toContain(
      "était nécessaire pour le ven. 13 nov. ; vous avez jusqu’au lun. 16 nov.",
    );
    expect(await homeOf(run, "tom")).toContain("Hugo Lambert, by Mon 16 Nov (was needed by Fri 13 Nov)");
    expect(await homeOf(run, "tom")).not.toContain("overdue request");
    expect(await registerSeenBy(run, "tom", "overdue")).toEqual([]);

    await run.to("2026-11-17T10:00Z");
    expect(await homeOf(run, "tom")).toContain("was to be answered by Mon 16 Nov (was needed by Fri 13 Nov)");
    expect(await homeOf(run, "tom")).toContain("1 overdue request");
    expect(await registerSeenBy(run, "tom", "overdue")).toEqual([QUESTION]);
  });

  it("a sponsor in San Francisco is late nowhere before their own day is over, wherever somebody looks", async () => {
    const zones = new Map([
      ["margaret", "America/Los_Angeles"],
      ["tom", "Pacific/Auckland"],
    ]);
    const people = PEOPLE.map((person) => ({ ...person, tz: zones.get(person.handle) ?? person.tz }));
    const run = await asked({ people, programs: [{ ...LOYALTY, steering: [] }] });
    const { answerBy } = await requestCalled(run, QUESTION);
    expect(answerBy).toBe("2026-11-11");
    // Thursday noon in Auckland, Wednesday afternoon in San Francisco.
    await run.to("2026-11-11T23:30Z");
    expect(await homeOf(run, "tom")).not.toMatch(/was to be answered|overdue request/);
    expect(await registerSeenBy(run, "tom", "overdue")).toEqual([]);
    await run.to("2026-11-12T08:30Z");
    expect(await homeOf(run, "tom")).toContain("was to be answered by Wed 11 Nov");
    expect(await registerSeenBy(run, "tom", "overdue")).toEqual([QUESTION]);
  });
});

describe("a hand-over says the limit of its new owner", () => {
  it("to whoever asked or had it, as it goes up and as it is delegated", async () => {
    const run = await asked();
    await run.to("2026-11-03T10:00Z");
    await delegate(run, "margaret", QUESTION, "sam", "You know the store");
    await run.to("2026-11-12T12:00Z");
    const toTom = inbox(run, "tom").map(({ words }) => words);
    expect(toTom.find((words) => words.includes("delegated"))).toContain(
      "To be answered by Wed 11 Nov (needed by Fri 13 Nov).",
    );
    expect(toTom.find((words) => words.includes("is now with Hugo"))).toContain(
      "Sam Poe had it until Wed 11 Nov. To be answered by Mon 16 Nov (needed by Fri 13 Nov).",
    );
  });

  it("of a blocker to a lead who is new, from whom it goes no earlier than they were shown", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "tom", { type: "issue", title: "Tills reject receipts", due: "2026-11-03", blocks: true });
    await run.to("2026-11-09T10:00Z");
    const idsOf = async (handle: string) =>
      (await run.db.selectFrom("person").select("id").where("handle", "=", handle).executeTakeFirstOrThrow()).id;
    const ended = { until_date: "2026-11-09" };
    await run.db
      .updateTable("seat")
      .set(ended)
      .where("person_id", "=", await idsOf("tom"))
      .execute();
    await run.to("2026-11-10T12:00Z");
    const given = inbox(run, "dan", "Tills reject receipts").map(({ words }) => words);
    expect(given.join("\n")).toContain("was due Tue 3 Nov, Margaret Osei’s from Fri 13 Nov");
    const ownerAt = async (at: string) => {
      await run.to(at);
      const [item] = await run.db.selectFrom("item").select("owner_id").where("type", "=", "issue").execute();
      return item?.owner_id;
    };
    expect(await ownerAt("2026-11-12T20:00Z")).toBe(await idsOf("dan"));
    expect(await ownerAt("2026-11-13T12:00Z")).toBe(await idsOf("margaret"));
  });
});

describe("what is sent outside the hours of another", () => {
  it("a decision says when it comes, comes then to whoever asked, and not before", async () => {
    const run = await asked();
    await run.to("2026-11-03T20:00Z");
    await decide(run, "margaret", "Release");
    await run.settle();
    const shown = run
      .as("margaret")
      .dm()
      .map((message) => plain(textOf(message)))
      .join("\n");
    expect(shown).toContain("✓ Release. You can undo it until 20:10. Tom Baker gets it Wed 4 Nov, 9:00.");
    await run.to("2026-11-04T12:00Z");
    expect(cameAt(run, "tom", "Decided on")).toEqual(["2026-11-04T09:00"]);
  });

  it("a decision within them comes once its ten minutes are over, and to the other leads in the morning", async () => {
    const run = await asked();
    await run.to("2026-11-03T10:00Z");
    await decide(run, "margaret", "Release");
    await run.to("2026-11-04T12:00Z");
    expect(cameAt(run, "tom", "Decided on")).toEqual(["2026-11-03T10:10"]);
    expect(cameAt(run, "dan", "Decided on")).toEqual(["2026-11-04T09:00"]);
  });

  it("a question says when it comes before and after it is sent, in both languages, and comes then", async () => {
    const run = await asked({ programs: [{ ...LOYALTY, sponsors: ["ines"] }] });
    await run.to("2026-11-03T20:00Z");
    const form = await openQuestion(run, "ines");
    const when = "Tom Baker la recevra le mer. 4 nov. à 10 h";
    expect(form()).toContain(`${when}. D’ici la réponse, aucune escalade.`);
    run.as("ines").fill("question", "Qui fait son travail ?");
    await run.as("ines").submit();
    expect(form()).toContain(when);
    await run.to("2026-11-04T12:00Z");
    expect(cameAt(run, "tom", "Qui fait son travail ?")).toEqual(["2026-11-04T09:00"]);
  });

  it("a reply given at night stands with its question in the morning message, among others too", async () => {
    const run = await asked({
      cadences: [{ key: "daily", program: "loyalty", template: "daily-team", audience: ["margaret"] }],
    });
    await run.to("2026-11-04T10:00Z");
    await askBack(run, "margaret", QUESTION, "Who does his work?");
    await run.to("2026-11-04T21:00Z");
    await replyTo(run, "tom", QUESTION, "Nina, until Friday");
    await run.to("2026-11-05T12:00Z");
    const morning = inbox(run, "margaret", "Nina, until Friday").find(({ at }) => at === "2026-11-05T09:00");
    expect(morning?.words).toContain("You asked: Who does his work? · Reply: Nina, until Friday");
  });

  it("a reply comes in the morning of its reader's new hours, where clocks have changed since the question", async () => {
    const run = await aCompany({ start: "2026-10-19T00:00:00.000Z" });
    await run.to("2026-10-19T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-06", options: OPTIONS });
    await run.to("2026-10-23T10:00Z");
    await askBack(run, "margaret", QUESTION, "Who does his work?");
    // Clocks went back that night.
    await run.to("2026-10-25T12:00Z");
    await replyTo(run, "tom", QUESTION, "Nina, until Friday");
    await run.to("2026-10-26T08:59Z");
    expect(cameAt(run, "margaret", "Nina, until Friday").filter((at) => at >= "2026-10-24")).toEqual([]);
    await run.to("2026-10-26T12:00Z");
    expect(cameAt(run, "margaret", "Nina, until Friday").at(-1)).toBe("2026-10-26T09:00");
  });

  it("a reply to a question whose request was decided since is refused with who decided what", async () => {
    const run = await asked();
    await run.to("2026-11-03T10:00Z");
    await askBack(run, "margaret", QUESTION, "Who does his work?");
    await decideInWords(run, "margaret", QUESTION, "Half of him", "We need him");
    await run.to("2026-11-03T10:30Z");
    const itemId = await idOf(run);
    await expect(reply(await actingAs(run, "tom"), { itemId, answer: "Nina" })).rejects.toMatchObject({
      code: "REQUEST_DECIDED",
    });
  });
});

describe("how a request is answered", () => {
  const buttonsOf = (run: Run, who: string) =>
    placedElements(
      run
        .as(who)
        .dm()
        .flatMap(({ blocks }) => blocks),
    ).flatMap(({ actionId, element }) =>
      actionId.startsWith("request.take") ? (JSON.stringify(element).match(/"text":"([^"]+)"/)?.[1] ?? []) : [],
    );

  async function raise(run: Run, fill: (tom: ReturnType<Run["as"]>) => Promise<unknown>) {
    const tom = run.as("tom");
    await tom.command("/drumbeat request Who tests the patch?");
    await tom.waitForView();
    tom.fill("due", "2026-11-05");
    await fill(tom);
    return tom;
  }

  it("in words, unless its form says otherwise: no wording makes a button", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    const tom = await raise(run, async () => undefined);
    await tom.submit();
    await run.to("2026-11-02T12:00Z");
    expect(inbox(run, "margaret", "Who tests the patch?")).not.toEqual([]);
    expect(buttonsOf(run, "margaret")).toEqual([]);

    await tom.pressInView({ actionId: requestIds.details });
    await tom.waitForView();
    tom.fill("option2", "Nina\nShe knows the tills");
    expect(await tom.submit()).toEqual({
      errors: { option2: "One option alone is no choice. Write at least one more, or leave it out." },
    });
    tom.fill("nothing", "Nina");
    expect(await tom.submit()).toEqual({ errors: { nothing: "“Nina” is there twice. Leave one out." } });
    tom.fill("nothing", "Nobody");
    expect(await tom.submit()).not.toHaveProperty("errors");
  });

  it("by Yes or No where that was chosen, without a question mark", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    const tom = await raise(run, async (actor) => {
      actor.fill("title", "Move the launch by a week");
      await actor.pressInView({ blockId: "how", option: "yes-no" });
    });
    await tom.submit();
    await run.to("2026-11-02T12:00Z");
    expect(buttonsOf(run, "margaret")).toEqual(["Yes", "No"]);
  });

  it("before a committee by what they vote on, which whoever sends it there says where it is answered in words", async () => {
    const run = await asked({ options: [] });
    await run.to("2026-11-03T10:00Z");
    const few = "Write at least two options, one a line";
    await expect(sendToCommittee(run, "margaret", QUESTION, "Now")).rejects.toThrow(few);
    await run.as("margaret").closeView({ all: true });
    await sendToCommittee(run, "margaret", QUESTION, "Now\nIn spring");
    await run.to("2026-11-10T12:00Z");
    await vote(run, "hugo", QUESTION, 1);
    await vote(run, "ines", QUESTION, 1);
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "decided", outcome: { words: "In spring" } });
  });

  it("by one of these, two to four, refused at their field with how to mend it; each is a button", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    const tom = await raise(run, (actor) => actor.pressInView({ blockId: "how", option: "options" }));
    const submitted = async (options: string) => {
      tom.fill("options", options);
      return tom.submit();
    };
    const few = "Write at least two options, one a line, or choose “In words” above.";
    expect(await submitted("Nina")).toEqual({ errors: { options: few } });
    expect(await submitted("A\nB\nC\nD\nE")).toEqual({
      errors: { options: "At most four options: there are 5. Leave some out, or put two on one line." },
    });
    expect(await submitted(`Nina\n${"x".repeat(76)}`)).toMatchObject({ errors: { options: /Shorten “x+…”\.$/ } });
    expect(await submitted("Nina\nNina")).toEqual({ errors: { options: "“Nina” is there twice. Leave one out." } });
    await submitted("Nina\n\nRavi\nNobody");
    await run.to("2026-11-02T12:00Z");
    expect(buttonsOf(run, "margaret")).toEqual(["Nina", "Ravi", "Nobody"]);
  });
});

it("a date that is near is announced once, though the next day has a reminder of something else", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "action", title: "Sign the contract", due: "2026-11-13" });
  await addItem(run, "priya", { type: "action", title: "Print the posters", due: "2026-11-16" });
  await run.to("2026-11-13T20:00Z");
  expect(inbox(run, "priya", "Sign the contract").map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-11"]);
  expect(inbox(run, "priya", "Print the posters").map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-12"]);
});

it("whoever is sponsor and one of two leads counts once: nothing is put to them twice, nor their own question", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["margaret"], steering: ["hugo"] }] });
  await run.to("2026-11-02T10:00Z");
  const idOfPerson = async (handle: string) =>
    (await run.db.selectFrom("person").select("id").where("handle", "=", handle).executeTakeFirstOrThrow()).id;
  const seat = await run.db.selectFrom("seat").selectAll().where("role", "=", "lead").executeTakeFirstOrThrow();
  const second = { id: run.app.services.ids.next(), person_id: await idOfPerson("margaret") };
  await run.db
    .insertInto("seat")
    .values({ ...seat, ...second })
    .execute();

  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
  await raiseRequest(run, "margaret", { question: "A second courier?", neededBy: "2026-11-13" });
  await run.to("2026-11-04T12:00Z");
  expect(await requestCalled(run, QUESTION)).toMatchObject({ with: "margaret" });
  expect(await requestCalled(run, "A second courier?")).toMatchObject({ with: "hugo" });
  expect(inbox(run, "margaret", QUESTION)).toHaveLength(1);
  expect(inbox(run, "margaret", "A second courier?")).toEqual([]);
});
