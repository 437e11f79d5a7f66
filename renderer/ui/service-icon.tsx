import {
  IconBabyCarriage,
  IconCoffee,
  IconDental,
  IconEye,
  IconHeartbeat,
  IconMicroscope,
  IconRadioactive,
  IconRepeat,
  IconScissors,
  IconStethoscope,
  IconVaccine,
  IconVideo,
} from '@tabler/icons-react';

const ICONS = {
  consultation: IconStethoscope,
  'follow-up': IconRepeat,
  surgery: IconScissors,
  video: IconVideo,
  vaccination: IconVaccine,
  heart: IconHeartbeat,
  teeth: IconDental,
  eye: IconEye,
  child: IconBabyCarriage,
  laboratory: IconMicroscope,
  imaging: IconRadioactive,
  break: IconCoffee,
} as const;

/** The picture of a service. Its name stands beside it, so nobody has to read the picture. */
export function ServiceIcon(props: { readonly icon: keyof typeof ICONS; readonly size: number }) {
  const Icon = ICONS[props.icon];
  return <Icon size={props.size} stroke={2} className="service-icon" aria-hidden="true" />;
}
