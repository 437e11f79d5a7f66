import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { escapeHtml } from './escape-html.ts';

/** As OWASP asks for PBKDF2 with SHA-256: a browser takes a second for it, and a thief years. */
const ROUNDS = 600_000;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;

/** What a password comes to. With it pages are locked, and the password itself is kept nowhere. */
export interface PageKey {
  readonly rounds: number;
  /** Both in base64. */
  readonly salt: string;
  readonly key: string;
}

export async function deriveKey(password: string): Promise<PageKey> {
  const salt = randomBytes(SALT_BYTES);
  const key = await promisify(pbkdf2)(password, salt, ROUNDS, KEY_BYTES, 'sha256');
  return { rounds: ROUNDS, salt: salt.toString('base64'), key: key.toString('base64') };
}

/**
 * A page that any browser opens without a network or Daybook: it asks for the password and then shows
 * `html`, which stands in it encrypted (AES-256-GCM). `title` is readable by everybody.
 */
export function lockPage(html: string, title: string, { rounds, salt, key }: PageKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv);
  const sealed = [cipher.update(html, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const data = Buffer.concat(sealed).toString('base64');
  const parts = JSON.stringify({ rounds, salt, iv: iv.toString('base64'), data });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><form><h1>${escapeHtml(title)}</h1>
<p>This file has the names of patients, encrypted. Open it with the password that was set for day sheets in Daybook.</p>
<label>Password <input type="password" autocomplete="off" autofocus></label> <button>Open</button>
<p role="alert"></p></form><main></main>
<script type="application/json" id="sealed">${parts}</script><script>${SCRIPT}</script></body></html>
`;
}

const STYLE = `body{font:15px/1.4 system-ui,sans-serif;max-width:960px;margin:24px auto;padding:0 16px;color:#000;background:#fff}
h1{font-size:20px}h2{font-size:17px;margin-bottom:4px}input,button{font:inherit;padding:6px 10px}
table{width:100%;border-collapse:collapse}th,td{text-align:start;padding:5px 8px;border-top:1px solid #888}
th{border:0}footer{font-size:12px;margin-top:8px}article{break-after:page;margin-bottom:32px}tr{break-inside:avoid}
@page{size:a4;margin:14mm}@media print{form,.file{display:none}}`;

const SCRIPT = `const form=document.querySelector('form');
const bytes=(text)=>Uint8Array.from(atob(text),(sign)=>sign.charCodeAt(0));
form.addEventListener('submit',async(event)=>{event.preventDefault();
const said=form.querySelector('[role=alert]');said.textContent='Opening…';
const {rounds,salt,iv,data}=JSON.parse(document.getElementById('sealed').textContent);
try{const password=new TextEncoder().encode(form.querySelector('input').value);
const raw=await crypto.subtle.importKey('raw',password,'PBKDF2',false,['deriveKey']);
const key=await crypto.subtle.deriveKey({name:'PBKDF2',hash:'SHA-256',salt:bytes(salt),iterations:rounds},raw,{name:'AES-GCM',length:256},false,['decrypt']);
const open=await crypto.subtle.decrypt({name:'AES-GCM',iv:bytes(iv)},key,bytes(data));
document.querySelector('main').innerHTML=new TextDecoder().decode(open);form.remove();
}catch{said.textContent='That is not the password.'}});`;
