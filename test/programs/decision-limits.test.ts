/** Who decides up to what: set in one form, proposed where something is asked for, warned of where somebody decides above theirs. */
import { expect, it } from "vitest";
import { isInOrder } from "../../src/programs/decision-limits.ts";
import { itemCalled, requestCalled } from "../mission/acts-register.ts";
import { aCompany } from "../mission/company.ts";
import { type Run, textOf } from "../support/run.ts";

const NOW = "2026-11-02T10:00Z";

async function openLimits(run: Run, who: string): Promise<void> {
  const actor = run.as(who);
  const { response } = await actor.command("/drumbeat program");
  if (!response) throw new Error("The command was not answered.");
  await actor.press(response, { actionId: "program.menu", option: "Roles and dates…" });
  await actor.waitForView();
  await actor.pressInView({ label: "Who decides up to what…" });
}

async function setLimits(run: Run): Promise<string> {
  await openLimits(run, "tom");
  const tom = run.as("tom");
  tom.fill("currency", "eur");
  tom.fill("lead_amount", "5,000");
  tom.fill("lead_days", "5");
  tom.fill("sponsor_amount", "50k");
  await tom.submit();
  return textOf(await tom.waitForView());
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

it("are set by whoever leads, in one form that says at its field what is wrong, in their language", async () => {
  const run = await aCompany();
  await run.to(NOW);
  expect(await setLimits(run)).toContain(
    "The lead decides up to 5,000\u00a0EUR and 5 days of delay, the sponsor up to 50,000\u00a0EUR, the committee what is above.",
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

  const tom = run.as("tom");
  await openLimits(run, "tom");
  tom.fill("currency", "XQZ");
  tom.fill("lead_amount", "some");
  tom.fill("sponsor_days", "1000");
  expect(await tom.submit()).toMatchObject({
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

it("propose who decides a request that names an amount, and say why before it is sent", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);

  expect(await ask(run, "priya", "Pay the agency?", { amount: "60k" })).toContain(
    "Tom Baker decides up to 5,000\u00a0EUR and 5 days of delay: this goes to Hugo Lambert. Press Add once more to send it.",
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

it("stand on the screen of the program, in the reader's language", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);
  await run.as("hugo").command("/drumbeat portfolio loyalty");
  expect(textOf(await run.as("hugo").waitForView())).toContain(
    "Le responsable décide jusqu’à 5\u202f000\u00a0EUR et 5\u00a0jours de retard, le sponsor jusqu’à 50\u202f000\u00a0EUR, le comité au-delà.",
  );
});

it("warn whoever decides above theirs, with the committee first", async () => {
  const run = await aCompany();
  await run.to(NOW);
  await setLimits(run);

  expect(await ask(run, "tom", "Rent a warehouse?", { amount: "80k", owner: "margaret" })).toContain(
    "Margaret Osei decides up to 50,000\u00a0EUR. Leave the decider empty and it goes to Hugo Lambert",
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
