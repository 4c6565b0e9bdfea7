"""PureCloudPlatformClientV2, Genesys's own SDK, drives our Genesys Cloud."""

import datetime

import PureCloudPlatformClientV2 as genesys
from PureCloudPlatformClientV2.rest import ApiException

from judge import expect, expect_in, expect_raises, fact, judge, wait_for
from sandbox import GENESYS_CLIENT, GENESYS_SECRET, Sandbox

NUMBER = "+12025550177"


class Org:
    def __init__(self, sandbox):
        self.sandbox = sandbox
        genesys.configuration.host = f"{sandbox.origin}/genesys"
        self.client = self.connect(GENESYS_SECRET)
        self.contacts = genesys.ExternalContactsApi(self.client)
        self.conversations = genesys.ConversationsApi(self.client)
        self.source = None

    @staticmethod
    def connect(secret):
        return genesys.api_client.ApiClient().get_client_credentials_token(GENESYS_CLIENT, secret)


def identifier(kind, value, source=None):
    made = genesys.ContactIdentifier()
    made.type, made.value = kind, value
    if source:
        made.external_source = genesys.ExternalSource()
        made.external_source.id = source
    return made


def enrichment(org, value="500245678", name="John"):
    """As a middleware writes a person: by its own key, then by number."""
    body = genesys.ContactEnrichRequest()
    body.matching_identifiers = [identifier("ExternalId", value, org.source), identifier("Phone", NUMBER)]
    body.action = "Upsert"
    body.contact = genesys.ExternalContact()
    body.contact.first_name, body.contact.last_name = name, "Doe"
    body.contact.cell_phone = genesys.PhoneNumber()
    body.contact.cell_phone.display = NUMBER
    external_id = genesys.ExternalId()
    external_id.external_source = genesys.ExternalSource()
    external_id.external_source.id, external_id.value = org.source, value
    body.contact.external_ids = [external_id]
    body.field_rules = genesys.EnrichFieldRules()
    body.field_rules.default_action, body.field_rules.default_array_action = "PreferProvided", "Fill"
    body.options = genesys.ContactEnrichOptions()
    body.options.promote = True
    return body


def refused(status, body):
    error = expect_raises(ApiException, body)
    expect(error.status, status)
    return error


@fact
def a_wrong_secret_opens_no_session(org):
    expect_in("invalid_client", refused(400, lambda: Org.connect("wrong")).body)


@fact
def the_source_of_our_ids_is_set_up(org):
    sources = org.contacts.get_externalcontacts_externalsources().entities
    org.source = next(source.id for source in sources if source.name == "CRM")


@fact
def a_rehearsal_changes_nothing(org):
    org.contacts.post_externalcontacts_contacts_enrich(enrichment(org), dry_run=True)
    refused(404, lambda: org.contacts.post_externalcontacts_identifierlookup_contacts(identifier("Phone", NUMBER)))


@fact
def an_enrichment_makes_a_person_then_changes_it(org):
    made = org.contacts.post_externalcontacts_contacts_enrich(enrichment(org))
    expect((made.first_name, made.type), ("John", "Curated"))
    changed = org.contacts.post_externalcontacts_contacts_enrich(enrichment(org, name="Johnny"))
    expect((changed.id, changed.first_name), (made.id, "Johnny"))
    expect([(each.external_source.id, each.value) for each in changed.external_ids], [(org.source, "500245678")])


@fact
def the_person_is_found_by_number_and_by_our_key(org):
    by_number = org.contacts.post_externalcontacts_identifierlookup_contacts(identifier("Phone", NUMBER))
    by_key = org.contacts.post_externalcontacts_identifierlookup_contacts(
        identifier("ExternalId", "500245678", org.source)
    )
    expect((by_number.id, by_number.cell_phone.e164), (by_key.id, NUMBER))
    read = org.contacts.get_externalcontacts_contact(by_key.id)
    expect(isinstance(read.modify_date, datetime.datetime), True, "dates are dates")


@fact
def a_change_list_changes_what_it_names(org):
    contact = org.contacts.post_externalcontacts_identifierlookup_contacts(identifier("Phone", NUMBER))
    change = genesys.ContactsPatchChange()
    change.field, change.action, change.value = "$.workEmail", "Update", "john.doe@example.com"
    body = genesys.ExternalContactsPatchRequest()
    body.changes = [change]
    patched = org.contacts.patch_externalcontacts_contact(contact.id, body)
    expect((patched.work_email, patched.first_name), ("john.doe@example.com", "Johnny"))


@fact
def an_identifier_is_claimed_by_another_person(org):
    body = genesys.ExternalContact()
    body.first_name, body.last_name = "Jane", "Smith"
    other = org.contacts.post_externalcontacts_contacts(body)
    claim = genesys.IdentifierClaimRequest()
    claim.operation, claim.identifier = "Claim", identifier("Phone", NUMBER)
    org.contacts.patch_externalcontacts_contact_identifiers(other.id, claim)
    found = org.contacts.post_externalcontacts_identifierlookup_contacts(identifier("Phone", NUMBER))
    expect(found.id, other.id)
    own = org.contacts.get_externalcontacts_contact_identifiers(other.id).entities
    expect([(each.type, each.value) for each in own], [("Phone", NUMBER)])


@fact
def everybody_with_a_number_is_listed(org):
    found = org.contacts.get_externalcontacts_reversewhitepageslookup(NUMBER)
    expect([contact.first_name for contact in found.contacts], ["Johnny"])


def call(org):
    """A conversation of an outbound call: its ID and its customer's side."""
    body = genesys.CreateCallRequest()
    body.phone_number = NUMBER
    made = org.conversations.post_conversations_calls(body)
    participants = org.conversations.get_conversation(made.id).participants
    return made.id, next(each for each in participants if each.purpose in ("customer", "external"))


@fact
def a_conversation_is_associated_and_read_back(org):
    conversation, participant = call(org)
    person = org.contacts.post_externalcontacts_identifierlookup_contacts(
        identifier("ExternalId", "500245678", org.source)
    )
    body = genesys.ConversationAssociation()
    body.external_contact_id, body.conversation_id = person.id, conversation
    body.communication_id, body.media_type = participant.calls[0].id, "CALL"
    expect(org.contacts.put_externalcontacts_conversation(conversation, body), None)

    def linked():
        each = org.conversations.get_conversation(conversation).participants[0]
        return each.external_contact_id or (each.external_contact and each.external_contact.id)

    wait_for(linked, lambda found: found == person.id, "the association")


@fact
def attributes_and_a_tag_are_written_to_a_conversation(org):
    conversation, participant = call(org)
    body = genesys.ParticipantAttributes()
    body.attributes = {"externalId": "CRM:500245678"}
    org.conversations.patch_conversation_participant_attributes(conversation, participant.id, body)
    expect_in("externalId", org.conversations.get_conversation(conversation).participants[0].attributes)
    tags = genesys.ConversationTagsUpdate()
    tags.external_tag = "CRM:500245678"
    org.conversations.put_conversation_tags(conversation, tags)
    expect(org.conversations.get_conversation(conversation).external_tag, "CRM:500245678")


@fact
def what_is_refused_says_why(org):
    error = refused(404, lambda: org.contacts.get_externalcontacts_contact("5a4d6f2e-0000-4000-8000-000000000000"))
    expect_in('"code":"not.found"', error.body.replace(" ", ""))
    claim = genesys.ContactIdentifier()
    claim.type, claim.value = "Phone", "0202 555"
    refused(400, lambda: org.contacts.post_externalcontacts_identifierlookup_contacts(claim))


@fact
def a_session_that_is_none_is_told(org):
    stranger = genesys.api_client.ApiClient()
    stranger.access_token = "nonsense"
    contacts = genesys.ExternalContactsApi(stranger)
    error = refused(401, lambda: contacts.get_externalcontacts_externalsources())
    expect_in("bad.credentials", error.body)


@fact
def conversations_can_be_queried_afterwards(org):
    now = datetime.datetime.now(datetime.timezone.utc)
    body = genesys.ConversationQuery()
    body.interval = f"{now - datetime.timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}/{now:%Y-%m-%dT%H:%M:%SZ}"
    body.order, body.order_by = "asc", "conversationStart"
    body.paging = genesys.PagingSpec()
    body.paging.page_size, body.paging.page_number = 100, 1
    answer = genesys.AnalyticsApi(org.client).post_analytics_conversations_details_query(body)
    expect(isinstance(answer.total_hits, int), True, "a count of hits")


if __name__ == "__main__":
    with Sandbox() as sandbox:
        judge("PureCloudPlatformClientV2", Org(sandbox))
