/** What goes up: a colour that is challenged, a digest that is approved, read, and asked about. */
import { alertTexts } from "../../src/alerts/texts.ts";
import { deliveryTexts } from "../../src/delivery/texts.ts";
import { approvalIds } from "../../src/digests/approval/blocks.ts";
import { healthIds } from "../../src/health/ids.ts";
import { healthTexts } from "../../src/health/texts.ts";
import { textsFor } from "../../src/platform/texts/language.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startQuarter } from "./story.ts";

export async function picturesFromAbove(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startQuarter(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const { why } = textsFor(healthTexts, { locale: story.locale });
  const { check } = textsFor(alertTexts, { locale: story.locale });
  const as = (handle: string) => run.sandbox.as(handle);
  const { first, other } = story.months;
  try {
    for (const [month, day] of ["2026-08-31", "2026-09-30", "2026-10-30"].entries()) {
      await hand.toLocal(`${day}T10:00`);
      await hand.answer("lead", "monthly", first[month] ?? story.monthly);
      await hand.answer("deputy", "second-monthly", other[month] ?? story.otherMonthly);
      for (const [index, { months }] of story.portfolio.entries())
        await hand.answer("steering", `further-${index}-monthly`, months[month] ?? story.otherMonthly);
      if (month === 1)
        await hand.record("deputy", "/drumbeat issue", {
          program: story.other.title,
          ...story.blocker,
          due: "2026-11-20",
          blocks: "yes",
        });
    }
    await hand.openBy("lead", "/drumbeat digest approval");
    as("lead").fill("mode", "lead");
    await camera.modal("approval-setting", "lead");
    await hand.save("lead");
    await hand.toLocal("2026-11-03T10:00");
    const draft = hand.last("lead");
    await camera.message("approval", "lead", draft);
    // It came with the question whether the blocker still blocks.
    const { bundle } = textsFor(deliveryTexts, { locale: story.locale });
    await as("deputy").press(hand.about("deputy", bundle.apart), { option: bundle.apart });
    await hand.wait();
    await camera.message("health-check", "deputy", hand.about("deputy", check.stays));
    await as("lead").press(draft, { actionId: approvalIds.approve });
    await hand.toLocal("2026-11-04T10:00");
    const digest = hand.about("sponsor", story.other.title);
    await camera.message("digest-picture", "sponsor", digest);
    await as("sponsor").press(digest, { option: why.button });
    await as("sponsor").waitForView();
    await as("sponsor").pressInView({ actionId: healthIds.why, option: story.program.title });
    await camera.modal("why-colour", "sponsor");
    await as("sponsor").closeView({ all: true });
  } finally {
    await camera.close();
    await run.close();
  }
}
