/// Every key there is; all that can have a value here has one.
enum SampleConfiguration {
    static let text = """
        identity:
          region: DE
          phone_hash: sha256
          recent_link_days: 2
          match: [only-one, open-case, lowest-id]
          kind_order: [business, personal]
        lookup: {deadline_ms: 300, grace_ms: 90}
        switch: {undo_seconds: 30}
        feed_stay: {after_wrap_up_minutes: 2, unanswered_minutes: 5, connected_hours: 6, wrap_up_minutes: 15}
        override: {ttl_days: 7, from_flows: yes}
        sync: {give_up_hours: 24}
        privacy: {retention_days: 30, audit_days: 365}
        interaction_keys: [callbackRequested, callbackAt, queueWaitSeconds, note, topic]
        platform_listener:
          address: 0.0.0.0:9090
          token_file: /etc/ringside/tokens
          tls: {certificate_file: null, key_file: null, client_ca_file: null}
        desk_listener: {socket: /run/ringside/desk.sock, group: ringside-desks}
        state_directory: /var/lib/ringside
        keys: {master_file: /etc/ringside/master.key, phone_file: null}
        platform:
          kind: genesys-guide
          base_url: https://api.example.com
          client_id: null
          client_secret_file: /etc/ringside/platform.secret
          region: null
          external_source: CRM
          requests_per_minute: 600
        crm:
          - kind: salesforce
            prefix: SF
            base_url: https://acme.my.salesforce.com
            api_version: "63.0"
            auth: {grant: client-credentials, client_id: "me", client_secret_file: /etc/ringside/salesforce.secret}
            fields: {id: Id, number: [Phone, Mobile__c], tier: null, kind: Kind__c, erp: Account.Number__c}
            timeouts: {connect_ms: 500, read_ms: 2000}
            max_concurrent: 8
        erp:
          - kind: sap
            prefix: SAP
            base_url: https://s4.example.com
            business_partner_path: /sap/API_BUSINESS_PARTNER_SRV
            client: "100"
            auth: {grant: basic, user: RINGSIDE, password_file: /etc/ringside/sap.secret}
            timeouts: {connect_ms: 1500, read_ms: 9000}
            max_concurrent: 16
        desks:
          - {user: rortiz, agent_id: user-12345, name: R. Ortiz, role: agent, queues: [billing], teams: [north]}
          - {user: mlee, agent_id: user-20001, name: M. Lee, role: supervisor, scope: teams, teams: [north, south]}
        queues: [{id: billing, name: Billing}]
        desk:
          theme: auto
          themes: {dark: ringside-dark, light: ringside-light}
          mouse: true
          synchronized_output: true
          motion: none
          keys: {switch_search: S}
        log: {level: debug, format: json}
        """
}
