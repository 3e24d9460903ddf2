/** What the contact policy does with messages, and what people, leads and admins see of it. */
import { cadenceIds } from "../../src/cadences/ids.ts";
import { cadenceTexts } from "../../src/cadences/texts.ts";
import { MENU } from "../../src/delivery/blocks-why.ts";
import { textsFor } from "../../src/platform/texts/language.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startBeforeHolidays, startCrowded } from "./story.ts";

export async function picturesOfContact(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startCrowded(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const as = (handle: string) => run.sandbox.as(handle);
  try {
    await hand.nameAdmin("admin");
    await hand.toLocal("2026-10-05T07:30");
    await hand.openBy("admin", "/drumbeat held");
    await camera.modal("held", "admin");
    await as("admin").closeView();

    run.sandbox.misbehave({ do: "answer-error", error: "restricted_action", on: { method: "chat.postMessage" } });
    await hand.toLocal("2026-10-06T09:40");
    await hand.openBy("admin", "/drumbeat parked");
    await camera.modal("parked", "admin");
    await as("admin").closeView();

    await hand.toLocal("2026-10-08T09:40");
    const bundle = hand.last("two");
    await camera.message("bundle", "two", bundle);
    await as("two").press(bundle, { actionId: MENU.action, option: MENU.why });
    await as("two").waitForView();
    await camera.modal("why-message", "two");
    await as("two").closeView();
    await hand.openBy("two", "/drumbeat preferences");
    await camera.modal("preferences", "two");
    await as("two").closeView();
    await hand.openBy("one", "/drumbeat away");
    as("one").fill("from", "2026-10-12");
    as("one").fill("until", "2026-10-16");
    as("one").fill("delegate", "two");
    await camera.modal("away", "one");
    await hand.save("one");
  } finally {
    await camera.close();
    await run.close();
  }
}

/** A check-in that begins with a pilot group and gives way to public holidays. */
export async function picturesOfHolidays(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startBeforeHolidays(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const cadences = textsFor(cadenceTexts, { locale: story.locale });
  const owner = run.sandbox.primaryOwner;
  const lead = run.sandbox.as("lead");
  try {
    await hand.openBy(owner, "/drumbeat admin");
    run.sandbox.as(owner).fill("region", story.region);
    await hand.save(owner);
    await hand.openBy("lead", "/drumbeat cadence new");
    lead.fill("template", "weekly-progress");
    await lead.submit();
    await hand.pressInView("lead", cadenceIds.more);
    lead.fill("weekdays:week", ["fr"]);
    lead.fill("audience", ["team"]);
    lead.fill("holidays", "before");
    lead.fill("pilot", ["one"]);
    lead.fill("pilot_rounds", "2");
    await lead.submit();
    await camera.modal("cadence-preview-holidays", "lead");
    await hand.save("lead");
    await hand.wait();
    const list = await hand.command("lead", "/drumbeat cadence");
    await camera.message("cadence-list-pilot", "lead", list);
    await camera.message("plan", "one", await hand.command("one", "/drumbeat plan"));
    await lead.press(list, { label: cadences.list.plan });
    await camera.message("plan-program", "lead", await hand.nextEphemeral("lead"));
  } finally {
    await camera.close();
    await run.close();
  }
}
