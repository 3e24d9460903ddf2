/** Who decides up to what: set in one form, proposed where something is asked for, warned of where somebody decides above theirs. */
import { expect, it } from "vitest";
import { isInOrder } from "../../src/programs/decision-limits.ts";
import { programToLimit } from "../../src/programs/decision-limits-form.ts";
import { perform } from "../mission/acts.ts";
import { itemCalled, requestCalled } from "../mission/acts-register.ts";
import { aCompany } from "../mission/company.ts";
import { actingAs, type Run, textOf } from "../support/run.ts";

const NOW = "2026-11-02T10:00Z";

async function openLimits(run: Run, who: string): Promise<void> {
  const actor = run.as(who);
  await actor.command("/drumbeat portfolio loyalty");
  await actor.waitForView();
  await actor.pressInView({ actionId: "program.limits" });
}

async function programId(run: Run): Promise<string> {
  return (await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow()).id;
}

async function setLimits(run: Run): Promise<string> {
  await openLimits(run, "margaret");
  const margaret = run.as("margaret");
  margaret.fill("currency", "eur");
  margaret.fill("lead_amount", "5,000");
  margaret.fill("lead_days", "5");
  margaret.fill("sponsor_amount", "50k");
  await margaret.submit();
  return textOf(await margaret.waitForView());
}

async function ask(run: Run, who: string, question: string, fields: Record<string, string>): Promise<string> {
  const actor = run.as(who);
  await actor.command(`/drumbeat request ${question}`);
  await actor.waitForView();
  for (const [name, value] of Object.entries({ due: "2026-11-20", ...fields })) actor.fill(name, value);
  await actor.submit();
  const view = actor.view();
  return view ? textOf(view) : "";
}

it("are set by those above, in one form that says at its field what is wrong, in their language", async () => {
  const run = await aCompany();
  await run.to(NOW);
  expect(await setLimits(run)).toContain(
    "The lead decides up to 5,000\u00a0EUR and 5 days of delay. The sponsor decides up to 50,000\u00a0EUR.",
  );
  const { before, after } = await run.db
    .selectFrom("audit")
    .select(["before", "after"])
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(JSON.parse(before ?? "")).toMatchObject({ limits: { lead: { amount: null } } });
  expect(JSON.parse(after ?? "")).toMatchObject({
    limits: { currency: "EUR", sponsor: { amount: "50000", days: null } },
  });

  const margaret = run.as("margaret");
  await openLimits(run, "margaret");
  margaret.fill("currency", "XQZ");
  margaret.fill("lead_amount", "some");
  margaret.fill("sponsor_days", "1000");
  expect(await margaret.submit()).toMatchObject({
    errors: {
      currency: "Enter the three letters of a currency, such as EUR.",
      lead_amount: "Enter an amount, such as 5,000.",
      sponsor_days: "Enter whole days, at most 999.",
    },
  });
  expect(isInOrder({ currency: "", lead: { amount: "9", days: null }, sponsor: { amount: "8", days: null } })).toBe(
    false,
  );
  expect(isInOrder({ currency: "", lead: { amount: null, days: 3 }, sponsor: { amount: null, days: 3 } })).toBe(true);
});

it("are not set by whoever leads, who may not press what they do not see either", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await run.as("tom").command("/drumbeat portfolio loyalty");
  expect(textOf(await run.as("tom").waitForView())).not.toContain("Who decides up to what");
  await expect(programToLimit(await actingAs(run, "tom"), await programId(run))).rejects.toMatchObject({
    code: "LIMITS_NOT_YOURS",
  });
});

it("propose who decides a request that names an amount, and say why before it is sent", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);

  expect(await ask(run, "priya", "Pay the agency?", { amount: "60k" })).toContain(
    "Tom Baker decides up to 5,000\u00a0EUR and 5 days of delay: this goes to Hugo Lambert. Send the form once more to confirm.",
  );
  await run.as("priya").submit();
  await run.settle();
  expect(await requestCalled(run, "Pay the agency?")).toMatchObject({ state: "open", with: "hugo" });
  expect(await itemCalled(run, "Pay the agency?")).toMatchObject({ owner: "hugo" });

  // What the lead decides, and what days alone take higher.
  await ask(run, "priya", "Buy two scanners?", { amount: "900" });
  expect(await requestCalled(run, "Buy two scanners?")).toMatchObject({ with: "tom" });
  await ask(run, "priya", "Start a fortnight later?", { days: "10" });
  await run.as("priya").submit();
  expect(await requestCalled(run, "Start a fortnight later?")).toMatchObject({ with: "margaret" });
});

it("stay with a request whose options are written afterwards, and are held against what is changed", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);
  await ask(run, "tom", "Rent a hall?", { amount: "900", days: "3" });
  await run.settle();
  const { code } = await itemCalled(run, "Rent a hall?");
  await perform(run, {
    ...{ at: run.clock.now(), by: "tom", do: "complete-request", program: "loyalty", request: code },
    ...{ options: ["Rent", "Wait"], recommended: 1, neededBy: "2026-11-20", costOfWaiting: "A week" },
  });
  const details = async () =>
    JSON.parse(
      (await run.db.selectFrom("item").select("details").where("title", "=", "Rent a hall?").executeTakeFirstOrThrow())
        .details,
    );
  expect(await details()).toMatchObject({ amount: "900", currency: "EUR", days: 3 });

  const tom = run.as("tom");
  await tom.command(`/drumbeat find ${code}`);
  await tom.waitForView();
  await tom.pressInView({ label: "Change" });
  tom.fill("amount", "-5");
  expect(await tom.submit()).toMatchObject({ errors: { amount: "Write an amount above zero." } });
  tom.fill("amount", "90k");
  await tom.submit();
  expect(textOf(await tom.waitForView())).toContain(
    "Margaret Osei decides up to 50,000\u00a0EUR. Choose Hugo Lambert instead",
  );
});

it("stand on the screen of the program, in the reader's language", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);
  await run.as("hugo").command("/drumbeat portfolio loyalty");
  expect(textOf(await run.as("hugo").waitForView())).toContain(
    "Limite de décision du responsable\u00a0: 5\u202f000\u00a0EUR et 5\u00a0jours de retard. Limite de décision du sponsor\u00a0: 50\u202f000\u00a0EUR.",
  );
});

it("warn whoever decides above theirs, with the committee first", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);

  expect(await ask(run, "tom", "Rent a warehouse?", { amount: "80k", owner: "margaret" })).toContain(
    "Margaret Osei decides up to 50,000\u00a0EUR. Choose Hugo Lambert instead, or send the form once more",
  );
  await run.as("tom").submit();
  await run.to("2026-11-04T12:00Z");
  const margaret = run.as("margaret");
  const message = margaret.dm().findLast((each) => textOf(each).includes("Rent a warehouse?"));
  if (!message) throw new Error("She was not asked.");
  expect(textOf(message)).toContain("80,000\u00a0EUR. That is more than you decide here (50,000\u00a0EUR).");
  await margaret.press(message, { label: "Decide…" });
  const form = textOf(await margaret.waitForView());
  expect(form).toContain("That is more than you decide here");
  expect(form).toContain("[Send to committee…] [Ask…] [Delegate…]");
});

it("count for an old card too, whose amount has changed since", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);
  const priya = run.as("priya");
  await priya.command("/drumbeat request Buy two scanners?");
  await priya.waitForView();
  await priya.pressInView({ blockId: "how", option: "yes-no" });
  for (const [name, value] of Object.entries({ due: "2026-11-20", amount: "900" })) priya.fill(name, value);
  await priya.submit();
  await run.to("2026-11-04T12:00Z");
  const tom = run.as("tom");
  const card = tom.dm().findLast((each) => textOf(each).includes("Buy two scanners?"));
  if (!card) throw new Error("He was not asked.");
  await priya.command("/drumbeat find LOY-Q-1");
  await priya.waitForView();
  await priya.pressInView({ label: "Change" });
  priya.fill("amount", "4000");
  await priya.submit();
  await tom.press(card, { label: "Yes" });
  const item = () =>
    run.db.selectFrom("item").select("details").where("title", "=", "Buy two scanners?").executeTakeFirstOrThrow();
  expect(JSON.parse((await item()).details)).toMatchObject({ amount: "4000" });
  expect(JSON.parse((await item()).details)).not.toHaveProperty("pending");
});
