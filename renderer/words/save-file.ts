import { bytesOfBase64 } from '../replica/base64.ts';

/** Hands a file that came from the host to whoever sits here, to be saved where they keep such. */
export function saveFile(file: { readonly name: string; readonly base64: string }): void {
  const url = URL.createObjectURL(new Blob([bytesOfBase64(file.base64)]));
  const link = Object.assign(document.createElement('a'), { href: url, download: file.name });
  link.click();
  URL.revokeObjectURL(url);
}
