#!/usr/bin/env node
// Carries a virtual system with the message builder of wsman-messages: export, watch, import under a new identity.
//
//   FERRY_PASSWORD=... [NODE_EXTRA_CA_CERTS=authority.crt] node wsman_messages.cjs URL USER SYSTEM DIRECTORY [NAMESPACE...]
//
// The namespace of v1 is always visited, the others as they are named: both when none is.
// The builder makes the envelopes, of any classes; what is missing is the few lines that send them.
'use strict'
const http = require('http')
const https = require('https')
const { setTimeout: pause } = require('timers/promises')
const { WSManMessageCreator, BaseActions, Base } = require('@device-management-toolkit/wsman-messages/WSMan')

const WMI = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/'
const WQL = 'http://schemas.microsoft.com/wbem/wsman/1/WQL'
const V1 = 'root/virtualization'
const LATER = ['root/virtualization/v2', 'root/HyperVCluster/v2']
const SERVICE = 'Msvm_VirtualSystemManagementService'
const SYSTEM = 'Msvm_ComputerSystem'
const SETTINGS = 'Msvm_VirtualSystemSettingData'
const PLAN = 'Msvm_PlannedComputerSystem'
const CODES = {
  0: 'Completed with No Error', 4096: 'Method Parameters Checked - Job Started', 32768: 'Failed', 32769: 'Access Denied',
  32770: 'Not Supported', 32773: 'Invalid parameter', 32774: 'System is in use', 32775: 'Invalid state for this operation',
  32777: 'System is not available'
}
const STATES = { 3: 'Starting', 4: 'Running', 7: 'Completed', 10: 'Exception', 32768: 'Completed with Warnings' }

const named = (names, number) => `${number} ${names[number] || ''}`.trim()

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
      answer.on('end', () => answer.statusCode === 200 ? resolve(text) : reject(new Error(`status ${answer.statusCode} ${text}`.trim())))
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** What a method answers instead of 4096. */
class Refused extends Error {
  constructor(method, code) {
    super(`${method} was refused with ${named(CODES, code)}`)
    this.code = code
  }
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

  say(line) {
    console.log(`${this.path}: ${line}`)
  }

  expect(holds, sentence) {
    if (!holds) throw new Error(`${this.path}: ${sentence}`)
  }

  /** Calls a method of the service, which is told in words too, and watches its job to the end. */
  async run(method, words, parameters) {
    const answer = await this.invoke(SERVICE, method, parameters)
    const returned = value(answer, 'ReturnValue')
    if (returned !== '4096') throw new Refused(method, returned)
    this.say(`${method} of ${words}: ${named(CODES, returned)}`)
    for (let said = ''; ;) {
      const job = await this.get('Msvm_ConcreteJob', 'InstanceID', selector(answer, 'InstanceID'))
      const state = value(job, 'JobState')
      const line = `job of ${method}: ${named(STATES, state)}, ${value(job, 'PercentComplete')} %`
      if (line !== said) this.say(line)
      said = line
      if (state === '32768') this.say(`warning: ${value(job, 'ErrorDescription')}`)
      if (state === '7' || state === '32768') return value(job, 'InstanceID')
      this.expect(state === '3' || state === '4',
        `the job of ${method} ended badly: error ${value(job, 'ErrorCode')}, ${value(job, 'ErrorDescription')}`)
      await pause(100)
    }
  }

  /** The GUID of what a job was about. */
  async affected(job, className) {
    const found = await this.query(`ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='${job}'} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=${className}`)
    this.expect(found.length === 1, `the job ${job} has ${found.length} of ${className}`)
    return value(found[0], 'Name')
  }

  exported(name, guid, directory) {
    return this.run(this.isV1() ? 'ExportVirtualSystemEx' : 'ExportSystemDefinition', `${name} to ${directory}, CreateVmExportSubdirectory=TRUE`, {
      ComputerSystem: this.reference(SYSTEM, guid),
      ExportDirectory: directory,
      ExportSettingData: escaped('<INSTANCE CLASSNAME="Msvm_VirtualSystemExportSettingData"><PROPERTY NAME="CreateVmExportSubdirectory"' +
        ' TYPE="boolean"><VALUE>TRUE</VALUE></PROPERTY></INSTANCE>')
    })
  }

  isV1() {
    return this.path === V1
  }

  /** Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized. */
  async imported(place) {
    const words = `${place}, with a new identity`
    let job
    if (this.isV1()) {
      job = await this.run('ImportVirtualSystem', words, { ImportDirectory: place, GenerateNewID: true })
    } else {
      job = await this.run('ImportSystemDefinition', words, { SystemDefinitionFile: place, GenerateNewSystemIdentifier: true })
      const plan = await this.affected(job, PLAN)
      for (const method of ['ValidatePlannedSystem', 'RealizePlannedSystem']) {
        job = await this.run(method, `plan ${plan}`, { PlannedSystem: this.reference(PLAN, plan) })
      }
    }
    const made = await this.get(SYSTEM, 'Name', await this.affected(job, SYSTEM))
    this.say(`new system: ${value(made, 'ElementName')}, ${value(made, 'Name')}`)
    return value(made, 'Name')
  }

  /** What the namespace shows of a system, its export, and the import of that. */
  async carry(name, guid, directory) {
    const found = await this.enumerate(SYSTEM)
    this.expect(found.some((one) => value(one, 'Name') === guid), `${name} is not listed`)
    this.say(`enumerate ${SYSTEM}: ${found.length} instances, ${name} is one of them`)
    const asked = `SELECT * FROM ${SYSTEM} WHERE ElementName = '${name}'`
    this.say(`query ${asked}: ${(await this.query(asked)).length}`)
    const settings = await this.query(`ASSOCIATORS OF {${SYSTEM}.CreationClassName='${SYSTEM}',Name='${guid}'} WHERE ResultClass=${SETTINGS}`)
    this.expect(settings.length === 1 && value(settings[0], 'ElementName') === name, `${SETTINGS} of ${name}: ${settings}`)
    this.say(`associators of ${name} in ${SETTINGS}: ${name}`)
    await this.exported(name, guid, directory)
    const folder = `${directory}\\${name}`
    const made = await this.imported(this.isV1() ? folder : `${folder}\\Virtual Machines\\${guid}.xml`)
    this.expect(made !== guid, `${name} was imported under the identity that it had`)
    await this.refused('a folder that is not there', '32773', () => this.imported(`${directory}-none`))
  }

  async refused(what, code, work) {
    try {
      await work()
    } catch (refused) {
      this.expect(refused.code === code, `${what} was to be refused with ${named(CODES, code)}: ${refused.message}`)
      this.say(`${what}: ${refused.message}`)
      return
    }
    this.expect(false, `${what} was not refused`)
  }

  /** To 2, which is running, or to 3, which is off; and sees that it is. */
  async turn(name, guid, state) {
    const returned = value(await this.invoke(SYSTEM, 'RequestStateChange', { RequestedState: state }, { name: 'Name', value: guid }), 'ReturnValue')
    let now = ''
    for (let tries = 0; tries < 50 && now !== String(state); tries++) {
      if (tries > 0) await pause(200)
      now = value(await this.get(SYSTEM, 'Name', guid), 'EnabledState')
    }
    const line = `RequestStateChange of ${name} to ${state}: ${named(CODES, returned)}, EnabledState is ${now}`
    this.expect(now === String(state), `${line}: systems run where the node was started with --set ferry.hypervisor=simulated`)
    this.say(line)
  }
}

async function main(url, user, name, directory, ...others) {
  const password = process.env.FERRY_PASSWORD
  const first = new Namespace(url, user, password, V1)
  console.log('identify:', (await first.identify()).match(/<wsmid:ProductVendor>([^<]*)</)[1])
  const found = await first.query(`SELECT * FROM ${SYSTEM} WHERE ElementName = '${name}'`)
  first.expect(found.length > 0, `no ${SYSTEM} has ElementName = '${name}'`)
  const guid = value(found[0], 'Name')
  const everywhere = [first, ...(others.length ? others : LATER).map((path) => new Namespace(url, user, password, path))]
  for (const [at, there] of everywhere.entries()) await there.carry(name, guid, `${directory}-${at + 1}`)
  await first.turn(name, guid, 2)
  for (const there of everywhere) {
    await there.refused('a system that runs', '32775', () => there.exported(name, guid, `${directory}-none`))
  }
  await first.turn(name, guid, 3)
  const taken = await new Namespace(url, user, 'wrong', V1).enumerate(SYSTEM).catch((refused) => {
    console.log('a wrong password:', refused.message)
  })
  if (taken) throw new Error('a wrong password was taken')
}

main(...process.argv.slice(2)).catch((failed) => {
  console.error(failed.message)
  process.exitCode = failed instanceof Refused ? 3 : 1
})
