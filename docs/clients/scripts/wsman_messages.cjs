#!/usr/bin/env node
// Carries a virtual system with the message builder of wsman-messages: export, watch, import under a new identity.
//
//   FERRY_PASSWORD=... node wsman_messages.cjs URL USER SYSTEM DIRECTORY [NAMESPACE...]
//
// The builder makes the envelopes, of any classes; what is missing is the few lines that send them. NODE_EXTRA_CA_CERTS names the authority.
'use strict'
const http = require('http')
const https = require('https')
const { setTimeout: pause } = require('timers/promises')
const { WSManMessageCreator, BaseActions, Base } = require('@device-management-toolkit/wsman-messages/WSMan')

const WMI = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/'
const WQL = 'http://schemas.microsoft.com/wbem/wsman/1/WQL'
const V1 = 'root/virtualization'
const SERVICE = 'Msvm_VirtualSystemManagementService'
const SYSTEM = 'Msvm_ComputerSystem'

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const value = (xml, name) => (xml.match(new RegExp(`<p:${name}>([^<]*)<`)) || [])[1]
const selector = (xml, name) => (xml.match(new RegExp(`Name="${name}">([^<]*)<`)) || [])[1]

function post(url, user, password, body) {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).request(url, {
      method: 'POST', auth: `${user}:${password}`,
      headers: { 'Content-Type': 'application/soap+xml;charset=UTF-8', 'Content-Length': Buffer.byteLength(body) }
    }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => { text += part })
      answer.on('end', () => answer.statusCode === 200 ? resolve(text) : reject(new Error(`status ${answer.statusCode} ${text}`)))
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** The classes of one namespace. */
class Namespace {
  constructor(url, user, password, path) {
    this.path = path
    this.messages = new WSManMessageCreator(`${WMI}${path}/`)
    this.send = (body) => post(url, user, password, body)
  }

  named(className) {
    const base = new Base(this.messages)
    base.className = className
    return base
  }

  identify() {
    const identity = new WSManMessageCreator('http://schemas.dmtf.org/wbem/wsman/identity/1/')
    return this.send(identity.createXml('<Header></Header>', identity.createBody('Identify', 'wsmanidentity.xsd', [])))
  }

  get(className, name, text) {
    return this.send(this.named(className).Get({ name, value: text }))
  }

  async enumerate(className) {
    return this.pulled(className, await this.send(this.named(className).Enumerate()))
  }

  async query(text) {
    const enumeration = new WSManMessageCreator('http://schemas.xmlsoap.org/ws/2004/09/')
    const filter = { Filter: [{ _: escaped(text), $: { Dialect: WQL } }] }
    const header = this.messages.createHeader(BaseActions.ENUMERATE, '*')
    return this.pulled('*', await this.send(this.messages.createXml(header, enumeration.createBody('Enumerate', 'enumeration', [filter]))))
  }

  /** The instances behind the answer to an Enumerate, as their XML. */
  async pulled(className, answer) {
    const found = []
    for (let context; (context = (answer.match(/<wsen:EnumerationContext>([^<]+)</) || [])[1]);) {
      answer = await this.send(this.named(className).Pull(context))
      found.push(...(answer.match(/<wsen:Items>([^]*)<\/wsen:Items>/) || ['', ''])[1].split(/(?=<p:\w+ xmlns:p=)/).filter(Boolean))
    }
    return found
  }

  /** The builder's own form of a reference. */
  reference(className, name) {
    const keys = { CreationClassName: className, Name: name }
    return {
      Address: this.messages.anonymousAddress,
      ReferenceParameters: {
        ResourceURI: `${WMI}${this.path}/${className}`,
        SelectorSet: { Selector: Object.entries(keys).map(([key, text]) => ({ _: text, $: { Name: key } })) }
      }
    }
  }

  invoke(className, method, parameters, target) {
    const header = this.messages.createHeader(`${WMI}${this.path}/${className}/${method}`, className, target)
    return this.send(this.messages.createXml(header, this.messages.createBody(`${method}_INPUT`, className, [parameters])))
  }

  /** Calls a method of the service, and gives its job when that has ended. */
  async run(method, parameters) {
    const answer = await this.invoke(SERVICE, method, parameters)
    if (value(answer, 'ReturnValue') !== '4096') throw new Error(`refused with ${value(answer, 'ReturnValue')}`)
    for (;;) {
      const job = await this.get('Msvm_ConcreteJob', 'InstanceID', selector(answer, 'InstanceID'))
      const state = value(job, 'JobState')
      if (state !== '3' && state !== '4') {
        console.log(`${method} in ${this.path} ended in: ${state} ${value(job, 'ErrorDescription') || ''}`)
        if (state !== '7' && state !== '32768') throw new Error(`error ${value(job, 'ErrorCode')}`)
        return value(job, 'InstanceID')
      }
      await pause(100)
    }
  }

  /** What a job was about. */
  async affected(job, className) {
    const found = await this.query(`ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='${job}'} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=${className}`)
    return value(found[0], 'Name')
  }

  exported(guid, directory) {
    return this.run(this.path === V1 ? 'ExportVirtualSystemEx' : 'ExportSystemDefinition', {
      ComputerSystem: this.reference(SYSTEM, guid),
      ExportDirectory: directory,
      ExportSettingData: escaped('<INSTANCE CLASSNAME="Msvm_VirtualSystemExportSettingData"><PROPERTY NAME="CreateVmExportSubdirectory"' +
        ' TYPE="boolean"><VALUE>TRUE</VALUE></PROPERTY></INSTANCE>')
    })
  }

  /** Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized. */
  async imported(folder, guid) {
    if (this.path === V1) {
      return this.affected(await this.run('ImportVirtualSystem', { ImportDirectory: folder, GenerateNewID: true }), SYSTEM)
    }
    const read = await this.run('ImportSystemDefinition', {
      SystemDefinitionFile: `${folder}\\Virtual Machines\\${guid}.xml`, GenerateNewSystemIdentifier: true
    })
    const plan = await this.affected(read, 'Msvm_PlannedComputerSystem')
    const planned = () => ({ PlannedSystem: this.reference('Msvm_PlannedComputerSystem', plan) })
    await this.run('ValidatePlannedSystem', planned())
    return this.affected(await this.run('RealizePlannedSystem', planned()), SYSTEM)
  }
}

async function refusal(what, work) {
  try {
    await work()
    console.log(`${what}: taken`)
  } catch (refused) {
    console.log(`${what}: ${refused.message}`)
  }
}

async function main(url, user, name, directory, ...others) {
  const password = process.env.FERRY_PASSWORD
  const v1 = new Namespace(url, user, password, V1)
  console.log('identify:', (await v1.identify()).match(/<wsmid:ProductVendor>([^<]*)</)[1])
  console.log('systems:', (await v1.enumerate(SYSTEM)).map((one) => value(one, 'ElementName')).join(', '))
  const guid = value((await v1.query(`SELECT * FROM ${SYSTEM} WHERE ElementName = '${name}'`))[0], 'Name')
  const settings = await v1.query(`ASSOCIATORS OF {${SYSTEM}.CreationClassName='${SYSTEM}',Name='${guid}'} WHERE ResultClass=Msvm_VirtualSystemSettingData`)
  console.log('settings:', settings.length)
  for (const path of [V1, ...others]) {
    const there = new Namespace(url, user, password, path)
    const folder = `${directory}-${path.replace(/\//g, '-')}`
    await there.exported(guid, folder)
    const made = await there.imported(`${folder}\\${name}`, guid)
    console.log(`imported in ${path}:`, value(await there.get(SYSTEM, 'Name', made), 'ElementName'))
  }
  console.log('systems of that name:', (await v1.query(`SELECT * FROM ${SYSTEM} WHERE ElementName = '${name}'`)).length)

  await refusal('a folder that is not there', () => v1.imported(`${directory}-none`, guid))
  await v1.invoke(SYSTEM, 'RequestStateChange', { RequestedState: 2 }, { name: 'Name', value: guid })
  await refusal('a running system', () => v1.exported(guid, directory))
  await refusal('a wrong password', () => new Namespace(url, user, 'wrong', V1).enumerate(SYSTEM))
}

main(...process.argv.slice(2)).catch((failed) => {
  console.error(failed.message)
  process.exitCode = 1
})
