/** From an empty workspace to a program that is asked, and what one changes later. */
import type { SandboxMessage } from "slack-sandbox";
import { cadenceTexts } from "../../src/cadences/texts.ts";
import { textsFor } from "../../src/platform/texts/language.ts";
import { programTexts } from "../../src/programs/texts.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startEmpty } from "./story.ts";

export async function picturesOfSetup(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startEmpty(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const reader = { locale: story.locale, zone: story.tz };
  const [programs, cadences] = [textsFor(programTexts, reader), textsFor(cadenceTexts, reader)];
  const lead = run.sandbox.as("lead");
  try {
    await hand.nameAdmin("admin");
    await hand.openHome("admin");
    await hand.wait();
    await camera.message("first-run", "admin", hand.last("admin"));
    await hand.openHome("lead");
    await camera.home("home-empty", "lead");
    const first = await hand.command("lead", "/drumbeat");
    await camera.message("first-steps", "lead", first);
    await lead.press(first, { label: programs.first.create });
    await lead.waitForView();
    await camera.modal("program-form-new", "lead");
    await lead.pressInView({ label: programs.form.more });
    lead.fill("title", story.program.title);
    lead.fill("purpose", story.program.purpose);
    lead.fill("benefits", story.program.benefits);
    lead.fill("deputy", "deputy");
    lead.fill("sponsors", ["sponsor"]);
    lead.fill("steering", ["steering"]);
    lead.fill("team:0", ["one", "two", "three"]);
    lead.fill("channel", story.program.channel);
    lead.fill("starts", "2026-09-28");
    lead.fill("ends", "2027-06-30");
    await camera.modal("program-form", "lead");
    await hand.save("lead");
    await hand.wait();
    await camera.message("program-created", "lead", hand.last("lead"));

    await lead.press(hand.last("lead"), { label: programs.list.addCheckIn });
    await lead.waitForView();
    lead.fill("template", "daily-team");
    await camera.modal("cadence-start", "lead");
    await lead.submit();
    await camera.modal("cadence-form", "lead");
    await lead.pressInView({ actionId: "cadence.questions" });
    await camera.modal("cadence-questions", "lead");
    await lead.pressInView({ label: cadences.questions.add });
    lead.fill("label", story.ownQuestion.label);
    lead.fill("hint", story.ownQuestion.hint);
    await camera.modal("cadence-question", "lead");
    await lead.closeView();
    await lead.pressInView({ label: cadences.form.previewForm });
    await camera.modal("cadence-form-preview", "lead");
    await lead.closeView();
    await lead.closeView();
    await lead.submit();
    await camera.modal("cadence-preview", "lead");
    await hand.save("lead");
    await hand.wait();
    await camera.message("cadence-created", "lead", hand.last("lead"));
    await lead.press(hand.last("lead"), { label: cadences.list.test });
    await hand.wait();
    await camera.message("test-message", "lead", hand.last("lead"));

    for (const template of ["weekly-progress", "monthly-executive"]) {
      await lead.command("/drumbeat cadence new");
      await lead.waitForView();
      lead.fill("template", template);
      await lead.submit();
      await lead.submit();
      await hand.save("lead");
      await hand.wait();
    }
    const press = async (list: SandboxMessage, label: string) => {
      const section = list.blocks.find(({ block_id }) => String(block_id).startsWith("cadence:"));
      await lead.press(list, { blockId: String(section?.block_id), actionId: "cadence.menu", option: label });
    };
    const choose = async (label: string) => {
      await press(await hand.command("lead", "/drumbeat cadence"), label);
      await lead.waitForView();
    };
    await camera.message("cadence-list", "lead", await hand.command("lead", "/drumbeat cadence"));
    for (const [name, label] of [
      ["cadence-pause", cadences.list.pause],
      ["cadence-extra", cadences.list.extra],
      ["cadence-archive", cadences.list.archive],
    ] as const) {
      await choose(label);
      await camera.modal(name, "lead");
      await lead.closeView({ all: true });
    }
    await choose(cadences.list.edit);
    lead.fill("at", "10:00");
    await lead.submit();
    await camera.modal("cadence-edit-preview", "lead");
    await lead.closeView({ all: true });

    await choose(cadences.list.pause);
    lead.fill("reason", story.pauseReason);
    lead.fill("until", "2026-10-12");
    await lead.submit();
    await camera.modal("cadence-paused", "lead");
    await lead.closeView({ all: true });
    await hand.wait();
    await camera.message("cadence-list-paused", "lead", await hand.command("lead", "/drumbeat cadence"));
    const resumed = await hand.command("lead", "/drumbeat cadence");
    await press(resumed, cadences.list.resume);
    await camera.message("cadence-resumed", "lead", await hand.nextEphemeral("lead"));
    await choose(cadences.list.extra);
    await lead.submit();
    await camera.modal("cadence-extra-made", "lead");
    await lead.closeView({ all: true });

    const programList = () => hand.command("lead", "/drumbeat program");
    await camera.message("program-list", "lead", await programList());
    await lead.press(await programList(), { actionId: "program.menu", option: programs.list.seats });
    await lead.waitForView();
    await camera.modal("seats", "lead");
    await hand.pressFirstInView("lead", programs.seats.change);
    await camera.modal("seat", "lead");
    await lead.closeView({ all: true });
    await lead.press(await programList(), { actionId: "program.menu", option: programs.list.close });
    await lead.waitForView();
    await camera.modal("program-closing", "lead");
    await lead.closeView();

    await choose(cadences.list.archive);
    await lead.submit();
    await camera.modal("cadence-archived", "lead");
    await lead.closeView({ all: true });

    await camera.message("help", "lead", await hand.command("lead", "/drumbeat help"));
    await camera.message("help-nearest", "lead", await hand.command("lead", "/drumbeat chek-in"));
    await lead.command("/drumbeat audit");
    await lead.waitForView();
    await camera.modal("audit", "lead");
    await lead.closeView();

    await run.sandbox.as("admin").command("/drumbeat admin");
    await run.sandbox.as("admin").waitForView();
    await camera.modal("admin-settings", "admin");
    run.sandbox.as("admin").fill("who_may_create", "admins");
    await hand.save("admin");
    await camera.message("refused-create", "one", await hand.refused("one", "/drumbeat program new"));
    await run.sandbox.as("admin").command("/drumbeat admin");
    await run.sandbox.as("admin").waitForView();
    run.sandbox.as("admin").fill("who_may_create", "anyone");
    await hand.save("admin");
    await camera.message("refused-kindly", "one", await hand.refused("one", "/drumbeat audit"));

    const two = run.sandbox.as("two");
    await two.command("/drumbeat program new");
    await two.waitForView();
    two.fill("title", story.other.title);
    two.fill("lead", "deputy");
    await hand.save("two");
    await hand.wait();
    await camera.message("program-handed-over", "two", hand.last("two"));
    await camera.message("lead-named", "deputy", hand.last("deputy"));

    run.sandbox.misbehave({ do: "deactivate", handle: "three" });
    await hand.wait();
    await camera.message("notice-left", "lead", hand.last("lead"));
    const channelId = hand.channelId(story.program.channel);
    run.sandbox.misbehave({ do: "archive-channel", channelId });
    await hand.wait();
    // It waits for the next morning: the daily limit leaves no place for a second notice.
    await hand.toLocal("2026-09-29T09:00");
    await camera.message("notice-channel", "lead", hand.last("lead"));
  } finally {
    await camera.close();
    await run.close();
  }
}
