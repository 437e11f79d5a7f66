import { AccountsSettings } from './accounts-settings.tsx';
import { AlertingSettings } from './alerting-settings.tsx';
import { BackupsSettings } from './backups-settings.tsx';
import { BranchesSettings } from './branches-settings.tsx';
import { DaySheetsSettings } from './day-sheets-settings.tsx';
import { DeskSecuritySettings } from './desk-security-settings.tsx';
import { LimitsSettings } from './limits-settings.tsx';
import { MessageTextsSettings } from './message-texts-settings.tsx';
import { MessagingSettings } from './messaging-settings.tsx';
import { NearSettings } from './near-settings.tsx';
import { RoomsSettings } from './rooms-settings.tsx';
import { words } from './settings-words.ts';
import { TravelSettings } from './travel-settings.tsx';
import { WorkingTimesSettings } from './working-times-settings.tsx';

/** Everything an organisation is made of, in the order in which it is set up by hand. */
export function SettingsScreen() {
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <BranchesSettings />
      <RoomsSettings />
      <TravelSettings />
      <WorkingTimesSettings />
      <LimitsSettings />
      <MessagingSettings />
      <MessageTextsSettings />
      <AlertingSettings />
      <AccountsSettings />
      <DeskSecuritySettings />
      <BackupsSettings />
      <DaySheetsSettings />
      <NearSettings />
    </section>
  );
}
